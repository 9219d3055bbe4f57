import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../src/contract/openapi';
import { NotesOperation } from '../src/contract/operations';

/** The file with the types of the client's requests and answers. */
const FILE = join(__dirname, '..', 'client', 'openapi.ts');

/** The types of an API that has every option. */
export async function clientTypes(): Promise<string> {
  // Only importable.
  const { default: openapiTypescript, astToString, COMMENT_HEADER } = await import('openapi-typescript');
  const document = openApiDocument({
    operations: Object.values(NotesOperation), options: ['trash', 'changes'], servers: [], security: {},
  });
  return COMMENT_HEADER + astToString(await openapiTypescript(JSON.stringify(document), { alphabetize: false }));
}

if (require.main === module) {
  clientTypes().then((types) => writeFileSync(FILE, types), ({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
