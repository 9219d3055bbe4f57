import { isAbsolute, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';

/** The `watch` of `cdk.json`. */
export interface WatchPatterns {
  readonly include?: string | string[];
  readonly exclude?: string | string[];
}

/** Like in `cdk watch`. No pattern matches the `..` of a file outside the app. */
const NEVER_WATCHED = picomatch(['**/.*', '**/.*/**', '**/node_modules/**'], { dot: true });
const isNeverWatched = (name: string): boolean => NEVER_WATCHED(name.replace(/^(\.\.\/)+/, ''));

/** The files whose edits deploy an app again, by the patterns of its `cdk.json`. */
export class WatchedFiles {
  /** The folders and files to watch: the folder of the app, and those outside of it that are included by name. */
  readonly roots: string[];
  private readonly isIncluded: picomatch.Matcher;
  private readonly isExcluded: picomatch.Matcher;

  constructor(private readonly folder: string, { exclude, include }: WatchPatterns = {}, alsoWatched: readonly string[] = []) {
    const further = alsoWatched.map((path) => relative(folder, path).replaceAll(sep, '/'));
    const included = [...patterns(include, ['**']), ...patterns(further, [])];
    const outside = included.map((pattern) => resolve(folder, picomatch.scan(pattern).base)).filter((base) => !isInside(folder, base));
    this.roots = [...new Set([folder, ...outside])];
    this.isIncluded = picomatch(included, { dot: true });
    this.isExcluded = picomatch(patterns(exclude, []), { dot: true });
  }

  /** Whether no edit of a file counts; in a folder, of none of its files. */
  ignores(path: string, isFile: boolean): boolean {
    const name = relative(this.folder, path).replaceAll(sep, '/');
    return name !== '' && (this.isExcluded(name) || isNeverWatched(name) || (isFile && !this.isIncluded(name)));
  }
}

/** A name without wildcards stands for a file, or for all files of a folder. */
function patterns(given: string | string[] | undefined, fallback: string[]): string[] {
  const all = [given ?? []].flat().map((pattern) => pattern.replace(/^\.\/|\/$/g, ''));
  return all.length ? all.flatMap((pattern) => [pattern, `${pattern}/**`]) : fallback;
}

export function isInside(folder: string, path: string): boolean {
  const name = relative(folder, path);
  return name === '' || (!name.startsWith('..') && !isAbsolute(name));
}
