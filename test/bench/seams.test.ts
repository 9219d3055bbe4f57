import { build } from 'esbuild';
import { bundleWithout, SEAMS } from '../../bench/handlers/seams/seams';
import { BUNDLING } from '../../build/bundle';

test.each(Object.keys(SEAMS))('without %s the functions are other code', async (name) => {
  const { outputFiles: [{ contents }] } = await build(BUNDLING);
  expect(Buffer.from(await bundleWithout(name)).equals(contents)).toBe(false);
});
