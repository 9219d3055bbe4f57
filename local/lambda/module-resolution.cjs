'use strict';

// Resolves the modules of layers and of the runtime, which Node.js does not find beside a function's code.
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { found, layerFile, notFound, otherParents } = require('./runtime-modules.cjs');

const resolveFilename = Module._resolveFilename;

/** Resolves a module with the first parent that finds it. `resolveFrom` takes a parent's file, or undefined for the code's own. */
function resolve(specifier, resolveFrom) {
  const file = layerFile(specifier);
  if (file !== undefined) return resolveFrom(undefined, file);
  try {
    return resolveFrom(undefined, specifier);
  } catch (error) {
    for (const parent of otherParents(specifier)) {
      try {
        const resolved = resolveFrom(parent, specifier);
        found(specifier);
        return resolved;
      } catch {
        // The next parent may find it.
      }
    }
    notFound(specifier);
    throw error;
  }
}

Module._resolveFilename = function (request, parent, ...rest) {
  return resolve(request, (file, specifier) => resolveFilename.call(this, specifier, file === undefined ? parent : moduleOf(file), ...rest));
};

function moduleOf(file) {
  return Object.assign(new Module(file), { filename: file, paths: Module._nodeModulePaths(dirname(file)) });
}

if (Module.registerHooks) {
  Module.registerHooks({
    resolve: (request, context, nextResolve) => context.conditions.includes('require')
      ? nextResolve(request, context)
      : resolve(request, (file, specifier) => nextResolve(
        specifier === request ? specifier : pathToFileURL(specifier).href,
        file === undefined ? context : { ...context, parentURL: pathToFileURL(file).href },
      )),
  });
} else if (isEsModule(process.env)) {
  // Only then, because these hooks need a thread.
  Module.register('./module-hooks.mjs', pathToFileURL(__filename));
}

/** Whether the file of the handler is an ES module, as Lambda decides it. */
function isEsModule({ LAMBDA_TASK_ROOT: root = '', _HANDLER: handler = '' }) {
  if (existsSync(join(root, `${handler.replace(/\.[^./]*$/, '')}.mjs`))) return true;
  const manifest = join(root, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
}
