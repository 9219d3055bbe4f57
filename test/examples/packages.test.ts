import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

test.each(readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name))(
  'the example %s depends on the CDK as the library does',
  (name) => {
    const { dependencies, devDependencies } = readJson(EXAMPLES, name, 'package.json');
    expect(dependencies).toMatchObject(readJson(ROOT, 'package.json').peerDependencies);
    expect(devDependencies).toMatchObject({ 'aws-cdk': expect.any(String), 'cdk-local-stack': dependencies['cdk-notes-api'] });
  },
);
