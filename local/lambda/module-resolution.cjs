'use strict';

// Resolves the modules of layers and of the runtime, which Node.js does not find next to a function's code.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { found, hasLayers, layerFile, notFound, otherParents } = require('./runtime-modules.cjs');

const resolveFilename = Module._resolveFilename;

/** A module of the runtime, or a name that is put together. */
const IMPORTED = /\b(?:from|import)\s*\(?\s*["'`](?:@aws-sdk\/|@smithy\/|aws-sdk["'`/]|\/opt\/)|\bimport\(\s*[^"'\s]/;

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
} else if (isEsModule(process.env) && mayNeedHooks(process.env)) {
  // Only then, because these hooks need a thread, with eight megabytes of memory.
  Module.register('./module-hooks.mjs', pathToFileURL(__filename));
}

/** Whether the file of the handler is an ES module, as Lambda decides it. */
function isEsModule({ LAMBDA_TASK_ROOT: root = '', _HANDLER: handler = '' }) {
  if (existsSync(join(root, `${handler.replace(/\.[^./]*$/, '')}.mjs`))) return true;
  const manifest = join(root, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
}

/** Whether the code, unless it is one bundle without them, may import modules of a layer or of the runtime. */
function mayNeedHooks({ LAMBDA_TASK_ROOT: root = '' }) {
  const files = readdirSync(root);
  return files.some((file) => !/^index\.mjs(?:\.map)?$/.test(file)) || IMPORTED.test(readFileSync(join(root, 'index.mjs'), 'utf8')) || hasLayers;
}
