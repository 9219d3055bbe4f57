import { readdirSync } from 'node:fs';

/** The rooms of the code, and the other rooms that each may import. There are no cycles. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'src/contract': [],
  'src/cdk': [],
  'src/table': ['src/contract', 'src/cdk'],
  'src/functions': ['src/contract', 'src/cdk'],
  'src/authorization': ['src/contract', 'src/cdk'],
  'src/rest-api': ['src/contract', 'src/cdk', 'src/authorization'],
  'src/reference': ['src/contract', 'src/cdk'],
  'src/monitoring': ['src/contract', 'src/cdk', 'src/reference'],
  'src': [],
  'lambda/dynamodb': ['src/contract'],
  'lambda/note': ['src/contract'],
  'lambda/store': ['src/contract', 'lambda/note', 'lambda/dynamodb'],
  'lambda/http': ['src/contract', 'lambda/note', 'lambda/store'],
  // Not the store: an operation can only access the notes that its handler passes to it.
  'lambda/*.ts': ['src/contract', 'lambda/http', 'lambda/note'],
  'lambda': ['src/contract'],
  'local/machine': [],
  'local/mapping-templates': [],
  'local/observation': [],
  'local/cloudformation': [],
  'local/cognito': ['local/cloudformation'],
  'local/iam': ['local/cloudformation', 'local/observation'],
  'local/dynamodb': ['local/cloudformation', 'local/iam', 'local/machine'],
  'local/service-endpoint': ['local/iam', 'local/machine'],
  'local/ssm': ['local/cloudformation', 'local/iam'],
  'local/lambda': ['local/cloudformation', 'local/iam', 'local/machine', 'local/observation'],
  'local/api-gateway': [
    'local/cloudformation', 'local/cognito', 'local/iam', 'local/lambda', 'local/machine', 'local/mapping-templates',
    'local/observation',
  ],
  'local/openapi': ['local/api-gateway', 'local/cloudformation'],
  'local/console': [
    'local/api-gateway', 'local/cloudformation', 'local/cognito', 'local/dynamodb', 'local/iam', 'local/machine', 'local/observation',
    'local/openapi',
  ],
  'local': [],
  // It runs in browsers, and its types come from the OpenAPI document.
  'client': [],
};

/** The zones of the lint rule import/no-restricted-paths. */
export function importZones(): { target: string; from: string; except: string[] }[] {
  const folders = ['src', 'lambda', 'local'].flatMap((top) => readdirSync(top, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['docs', 'node_modules'].includes(entry.name))
    .map(({ name }) => `${top}/${name}`));
  for (const folder of folders) {
    if (!Object.hasOwn(ROOMS, folder)) {
      throw new Error(`ROOMS has no row for ${folder}: say what it may import`);
    }
  }
  return Object.entries(ROOMS).map(([target, others]) => ({
    target: `./${target}`,
    from: '.',
    except: [target, ...others, 'node_modules', 'local/node_modules'].map((path) => `./${path}`),
  }));
}
