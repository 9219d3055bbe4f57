import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project folder outside the repository, with the repository's packages. */
export interface TemporaryProject {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

export function temporaryProject(files: Readonly<Record<string, string>>): TemporaryProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'project-')));
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
  const project = {
    folder,
    write: (written: Readonly<Record<string, string>>) => {
      for (const [name, content] of Object.entries(written)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
  project.write(files);
  return project;
}
