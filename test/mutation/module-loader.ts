import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { constants, Script } from 'node:vm';
import { transformSync } from 'esbuild';

type Wrapper = (exports: unknown, require: NodeJS.Require, module: Module, file: string, folder: string, jest: unknown) => void;

/** The members that Node.js' types lack. */
interface Internals {
  readonly _extensions: Record<string, (module: Module, file: string) => void>;
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

/** Loads the modules of a tree, again for each run of a test file, while packages stay loaded: the CDK takes a second. */
export class ModuleLoader {
  private readonly scripts = new Map<string, Script>();

  /** `jestFor` makes the object `jest` of a module. */
  constructor(private readonly tree: string, private readonly jestFor: (require: NodeJS.Require) => unknown) {
    const internals = Module as unknown as Internals;
    const load = internals._extensions['.ts'];
    internals._extensions['.ts'] = (module, file) => (this.owns(file) ? this.run(module, file) : load(module, file));
    const resolve = internals._resolveFilename;
    internals._resolveFilename = (request, ...rest) =>
      (request === 'cdk-notes-api' ? `${tree}/src/index.ts` : resolve.call(Module, request, ...rest));
  }

  /** Loads a file of the tree, and all that it imports there. */
  load(file: string): void {
    createRequire(`${this.tree}/`)(file);
  }

  forget(): Record<string, NodeJS.Module> {
    const forgotten: Record<string, NodeJS.Module> = {};
    for (const [file, module] of Object.entries(require.cache)) {
      if (this.owns(file)) {
        forgotten[file] = module!;
        delete require.cache[file];
      }
    }
    return forgotten;
  }

  /** `action` loads its own modules. */
  isolate(action: () => void): void {
    const outside = this.forget();
    try {
      action();
    } finally {
      this.forget();
      Object.assign(require.cache, outside);
    }
  }

  private owns(file: string): boolean {
    return file.startsWith(`${this.tree}/`) && !file.includes('/node_modules/');
  }

  private run(module: Module, file: string): void {
    const requireHere = createRequire(file);
    const wrapper: Wrapper = this.script(file).runInThisContext();
    wrapper.call(module.exports, module.exports, requireHere, module, file, module.path, this.jestFor(requireHere));
  }

  private script(file: string): Script {
    const known = this.scripts.get(file);
    if (known) {
      return known;
    }
    const { code } = transformSync(readFileSync(file, 'utf8'), { format: 'cjs', target: 'node20', loader: 'ts', sourcefile: file });
    const script = new Script(`(function (exports, require, module, __filename, __dirname, jest) {${code}\n})`, {
      filename: file, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    this.scripts.set(file, script);
    return script;
  }
}
