import { join } from 'node:path';
import { build, Metafile } from 'esbuild';
import { HANDLERS } from '../operations';

let bundle: Metafile['outputs'][string];
beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: [join(__dirname, '../../assets/lambda/index.mjs')],
    format: 'esm',
    bundle: true,
    // To see the imports, not to follow them.
    external: ['*'],
    outdir: __dirname,
    write: false,
    metafile: true,
  });
  [bundle] = Object.values(metafile.outputs);
});

test('the bundle exports the handlers of the operation table, no more and no less', () => {
  expect(bundle.exports.sort()).toEqual([...HANDLERS].sort());
});

test('the bundle imports nothing, now or later', () => {
  expect(bundle.imports).toEqual([]);
});
