import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument, SECURITY_SCHEMES } from '../src/contract/openapi';
import { NotesOperation } from '../src/contract/operations';
import { DEFAULT_STAGE } from '../src/contract/stage';

/** The address of any deployed API. */
const SERVER = {
  url: 'https://{restApiId}.execute-api.{region}.{urlSuffix}/{stage}',
  variables: {
    restApiId: { default: 'a1b2c3d4e5' },
    region: { default: 'us-east-1' },
    urlSuffix: { default: 'amazonaws.com' },
    stage: { default: DEFAULT_STAGE },
  },
};

/** The document that the package ships: every operation, with the default authorization. */
export const openApi = (): string =>
  `${JSON.stringify(openApiDocument({ operations: Object.values(NotesOperation), servers: [SERVER], security: SECURITY_SCHEMES.iam }), null, 2)}\n`;

if (require.main === module) {
  writeFileSync(join(__dirname, '..', 'openapi.json'), openApi());
}
