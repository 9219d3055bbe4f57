import { join } from 'node:path';
import { build } from 'esbuild';
import { HANDLERS } from '../operations';

test('the bundle exports the handlers of the operation table, no more and no less', async () => {
  const { metafile } = await build({
    entryPoints: [join(__dirname, '../../assets/lambda/index.mjs')], format: 'esm', outdir: __dirname, write: false, metafile: true,
  });
  expect(Object.values(metafile.outputs)[0].exports.sort()).toEqual([...HANDLERS].sort());
});
