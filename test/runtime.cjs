'use strict';

// The largest libraries are loaded once a worker, outside jest's sandbox, where their code also runs faster. So a test must restore
// everything that it replaces in them (jest does so for its spies), and they read the environment of the worker: see setup.ts.
const { readFileSync } = require('node:fs');
const { createRequire, Module } = require('node:module');
const { default: Runtime } = require('jest-runtime');
const { process: transform } = require('./transformer.cjs');

const LIBRARIES = /^(aws-cdk-lib|constructs|cdk-nag|@cloud-copilot|ajv|ajv-draft-04|autocannon|fast-check|selfsigned|velocityjs)(\/|$)/;
const LOCAL_STACK = /\/local\/local-stack$/;

// The local stack, too, in a run of all files: alone, a file has it in the sandbox, where an error names the lines of the source.
const sharesLocalStack = process.env.NOTES_SHARED_LOCAL_STACK === 'true';

if (sharesLocalStack) {
  const { '.json': data } = Module._extensions;
  delete Module._extensions['.json'];
  // In jest's order: a source before data of the same name.
  Object.assign(Module._extensions, {
    '.ts': (module, path) => module._compile(transform(readFileSync(path, 'utf8'), path).code, path),
    '.json': data,
  });
}

const isShared = (name) => LIBRARIES.test(name) || (sharesLocalStack && LOCAL_STACK.test(name));

module.exports = class extends Runtime {
  requireModuleOrMock(from, name) {
    return isShared(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};
