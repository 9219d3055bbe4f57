/** The verbs of PartiQL, their IAM actions, and the keyword before the table's name. */
const STATEMENTS = [
  { verb: 'SELECT', action: 'PartiQLSelect', before: 'FROM' },
  { verb: 'EXISTS', action: 'PartiQLSelect', before: 'FROM' },
  { verb: 'INSERT', action: 'PartiQLInsert', before: 'INTO' },
  { verb: 'UPDATE', action: 'PartiQLUpdate', before: 'UPDATE' },
  { verb: 'DELETE', action: 'PartiQLDelete', before: 'FROM' },
];

const NAME = '("[^"]+"|[\\w-]+)';

/** The IAM action, table and index of a PartiQL statement; undefined if it is not a statement. */
export function parsePartiQl(statement: string): { action: string; table?: string; index?: string } | undefined {
  // A string literal may contain keywords.
  const text = statement.replace(/'(?:[^']|'')*'/g, '\'\'');
  const [verb] = /\w+/.exec(text) ?? [];
  const known = STATEMENTS.find((candidate) => candidate.verb === verb?.toUpperCase());
  if (!known) {
    return undefined;
  }
  const [, table, index] = new RegExp(`\\b${known.before}\\s*${NAME}(?:\\.${NAME})?`, 'i').exec(text) ?? [];
  return { action: known.action, table: unquoted(table), index: unquoted(index) };
}

function unquoted(name: string | undefined): string | undefined {
  return name?.replaceAll('"', '');
}
