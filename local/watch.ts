import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { watch as watchPaths } from 'chokidar';
import { Lifetime } from './machine/lifetime';
import { WatchedFiles } from './watched-files';

/** How long to wait for further edits: editors and formatters write several files at once. */
const QUIET_MS = 100;

/** Calls `onEdit` after edits of the files until the lifetime ends, one call at a time. Resolves when it watches. */
export async function watch(files: WatchedFiles, lifetime: Lifetime, onEdit: (file: string) => Promise<void>): Promise<void> {
  const watcher = watchPaths(files.roots, {
    ignoreInitial: true,
    ignored: (path, stats) => files.ignores(path, stats?.isFile() ?? false),
  });
  lifetime.onEnd(async () => watcher.close());
  const contents = new Map<string, string>();
  let edited: string | undefined;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    while (edited !== undefined && !lifetime.over) {
      const file = edited;
      edited = undefined;
      await onEdit(file);
    }
    running = undefined;
  }

  watcher.on('all', (_event, path) => {
    void digest(path).then((content) => {
      // A build step that writes the same file again must not start the next one.
      if (contents.get(path) === content) {
        return;
      }
      contents.set(path, content);
      edited = relative(files.roots[0], path);
      clearTimeout(timer);
      timer = setTimeout(() => { running ??= run(); }, QUIET_MS);
    });
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
}

/** Empty for a deleted file, and for a folder. */
async function digest(path: string): Promise<string> {
  return readFile(path).then((content) => createHash('sha256').update(content).digest('hex'), () => '');
}
