/** The verbs of PartiQL with IAM's actions, and the word that a table's name follows. */
const STATEMENTS = [
  { verb: 'SELECT', action: 'PartiQLSelect', before: 'FROM' },
  { verb: 'EXISTS', action: 'PartiQLSelect', before: 'FROM' },
  { verb: 'INSERT', action: 'PartiQLInsert', before: 'INTO' },
  { verb: 'UPDATE', action: 'PartiQLUpdate', before: 'UPDATE' },
  { verb: 'DELETE', action: 'PartiQLDelete', before: 'FROM' },
];

const NAME = '("[^"]+"|[\\w-]+)';

/** What a PartiQL statement does, and on which table and index; undefined for what is none. */
export function parsePartiQl(statement: string): { action: string; table?: string; index?: string } | undefined {
  // A text may hold any word.
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
