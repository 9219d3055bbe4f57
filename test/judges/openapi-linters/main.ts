/** Lets Redocly and Spectral judge the shipped OpenAPI document, and those of the smallest and the largest API. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApi } from '../../../build/openapi';
import { API_KEY_SCHEME, openApiDocument, SECURITY_SCHEMES } from '../../../src/contract/openapi';
import { NotesOperation } from '../../../src/contract/operations';
import { npmEnvironment } from '../npm';

const SERVERS = [{ url: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod' }];
const DOCUMENTS: Readonly<Record<string, string>> = {
  shipped: openApi(),
  least: JSON.stringify(openApiDocument({ operations: [NotesOperation.GET], servers: SERVERS, security: {}, requireIfMatch: false })),
  most: JSON.stringify(openApiDocument({
    operations: Object.values(NotesOperation),
    servers: SERVERS,
    security: { ...SECURITY_SCHEMES.cognito, ...API_KEY_SCHEME },
    requireIfMatch: true,
  })),
};

const bin = join(npmEnvironment(__dirname), 'node_modules', '.bin');
const folder = mkdtempSync(join(tmpdir(), 'notes-openapi-'));
try {
  const files = Object.entries(DOCUMENTS).map(([name, text]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, text);
    return file;
  });
  const verdicts = [
    ['redocly', 'lint', '--config', join(__dirname, 'redocly.yaml'), ...files],
    ['spectral', 'lint', '--ruleset', join(__dirname, 'spectral.yaml'), '--fail-severity', 'hint', ...files],
  ].map(([linter, ...args]) => spawnSync(join(bin, linter), args, {
    cwd: folder, stdio: 'inherit', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  }).status);
  process.exitCode = verdicts.every((status) => status === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
