/** Lets schemathesis send valid and invalid requests from the OpenAPI document of an API, and compare the answers with the document. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiDocument, OpenApiOptions, SECURITY_SCHEMES } from '../../../src/contract/openapi';
import { NotesOperation } from '../../../src/contract/operations';
import { pythonEnvironment } from '../python';
import { withExample } from '../served-example';
import { succeeds } from '../succeeds';

interface Subject {
  /** The name of an example. */
  readonly name: string;
  /** The content of the document of its API. */
  readonly documented: Pick<OpenApiOptions, 'security' | 'requireIfMatch'>;
  /** More configuration of schemathesis. */
  readonly config: string;
}

const OPERATIONS = Object.values(NotesOperation);

const SUBJECTS: readonly Subject[] = [
  { name: 'tutorial', documented: { security: {}, requireIfMatch: false }, config: '' },
  {
    name: 'production',
    documented: { security: SECURITY_SCHEMES.cognito, requireIfMatch: true },
    // The caller's own id: for any other user, all answers are the same.
    config: '[parameters]\n"path.userId" = "me"\n',
  },
];

async function judge(bin: string, { name, documented, config }: Subject): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'notes-schemathesis-'));
  try {
    return await withExample(name, ({ url, token }) => {
      const document = join(folder, 'openapi.json');
      const configuration = join(folder, 'schemathesis.toml');
      writeFileSync(document, JSON.stringify(openApiDocument({ operations: OPERATIONS, servers: [{ url }], ...documented })));
      writeFileSync(configuration, readFileSync(join(__dirname, 'schemathesis.toml'), 'utf8') + config);
      console.log(`--- the ${name} example`);
      return succeeds(
        join(bin, 'st'),
        [
          '--no-color', '--config-file', configuration, 'run', document, '--url', url,
          ...token ? ['--header', `Authorization: Bearer ${token}`] : [],
        ],
        { cwd: folder, env: { ...process.env, PYTHONPATH: __dirname, PYTHONDONTWRITEBYTECODE: '1' } },
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<number> {
  const bin = pythonEnvironment(join(__dirname, 'requirements.txt'));
  const verdicts = [];
  for (const subject of SUBJECTS) {
    verdicts.push(await judge(bin, subject));
  }
  return verdicts.every(Boolean) ? 0 : 1;
}

main().then((exitCode) => { process.exitCode = exitCode; }, ({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
