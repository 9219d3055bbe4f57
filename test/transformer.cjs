'use strict';

// TypeScript to JavaScript, and nothing more: tsc checks the types, once for all files.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const OPTIONS = { format: 'cjs', target: 'node20', sourcemap: 'inline', sourcesContent: false };
const OWN_CODE = readFileSync(__filename);

module.exports = {
  process: (source, path) => {
    // The call would have to precede the imports, and esbuild does not move it.
    if (/\bjest\.(un)?mock\(/.test(source) && !path.includes('node_modules')) {
      throw new Error(`${path}: jest.mock and jest.unmock are not hoisted here: use jest.doMock before a require`);
    }
    return transformSync(source, { ...OPTIONS, loader: /\.[cm]?ts$/.test(path) ? 'ts' : 'js', sourcefile: path });
  },
  getCacheKey: (source, path) => createHash('sha256').update(OWN_CODE).update(version).update(path).update(source).digest('hex'),
};
