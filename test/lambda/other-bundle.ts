import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, BuildOptions } from 'esbuild';
import { BUNDLING } from '../../build/bundle';

/** The functions, bundled as they are shipped except for some options, for the duration of a test. */
export class OtherBundle {
  static async of({ plugins = [], ...options }: BuildOptions): Promise<OtherBundle> {
    const { outputFiles } = await build({ ...BUNDLING, ...options, plugins: [...plugins, ...BUNDLING.plugins], write: false });
    const folder = await mkdtemp(join(tmpdir(), 'functions-'));
    await writeFile(join(folder, 'index.mjs'), outputFiles![0].contents);
    return new OtherBundle(folder);
  }

  private constructor(private readonly folder: string) {}

  get url(): string {
    return pathToFileURL(join(this.folder, 'index.mjs')).href;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
