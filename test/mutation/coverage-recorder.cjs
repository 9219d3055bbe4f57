'use strict';

// Loaded first in every thread and process of a test. It records the mutants that are reached in a file, even if the process is killed.
const { appendFileSync } = require('node:fs');

const seen = new Set();

globalThis.__stryker__ = {
  mutantCoverage: {
    static: new Proxy({}, {
      set: (_, id) => {
        if (!seen.has(id)) {
          seen.add(id);
          appendFileSync(process.env.MUTATION_COVERAGE, `${id}\n`);
        }
        return true;
      },
    }),
    perTest: {},
  },
};
