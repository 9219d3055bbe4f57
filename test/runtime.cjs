'use strict';

// The largest libraries are loaded once a worker, outside jest's sandbox, where their code also runs faster. So what a test replaces in them
// it has to put back (jest does that for its spies), and they read the environment of the worker: see setup.ts.
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

const SHARED = /^(aws-cdk-lib|constructs|cdk-nag|@cloud-copilot|ajv-draft-04|autocannon|fast-check|selfsigned|velocityjs)(\/|$)/;

module.exports = class extends Runtime {
  requireModuleOrMock(from, name) {
    return SHARED.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};
