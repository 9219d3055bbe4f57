'use strict';

// Loaded first in every thread and process of a test: a file tells which mutants it reaches, even when it is ended abruptly.
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
