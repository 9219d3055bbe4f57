'use strict';

// The modules that Lambda has in addition to a function's code: those of its layers, and the AWS SDK of the runtime.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** The layers from the last to the first, the name of the runtime, and the folders of the app whose `node_modules` may have the SDK. */
const { layers = [], runtime = '', sdkFolders = [] } = JSON.parse(process.env.LOCAL_STACK ?? '{}');

const SDK = /^(?:@aws-sdk\/|@smithy\/|aws-sdk(?:\/|$))/;
const PACKAGE = /^(?:@[^/]+\/)?[\w][^/]*/;
const OPT = /^(?:file:\/\/)?\/opt\//;
const IN_LAYERS = [`nodejs/node${/\d+/.exec(runtime)}`, 'nodejs'];
const EXTENSIONS = ['', '.js', '.mjs', '.cjs', '.json'];

/** The file that Lambda has at a path below /opt; undefined if no layer has it. */
function layerFile(specifier) {
  if (!OPT.test(specifier)) return undefined;
  const below = specifier.replace(OPT, '');
  const layer = layers.find((folder) => EXTENSIONS.some((extension) => existsSync(join(folder, below + extension))));
  return layer && join(layer, below);
}

/** The files from which a package is resolved, one after another, if it is not next to the code. */
function otherParents(specifier) {
  const [name] = PACKAGE.exec(specifier) ?? [];
  if (name === undefined) return [];
  const ofLayers = layers
    .flatMap((layer) => IN_LAYERS.map((folder) => join(layer, folder)))
    .filter((folder) => existsSync(join(folder, 'node_modules', name)));
  const ofRuntime = SDK.test(specifier) ? [...sdkFolders, __dirname] : [];
  return [...ofLayers, ...ofRuntime].map((folder) => join(folder, 'index.js'));
}

const told = new Set();

function tell(line) {
  if (!told.has(line)) console.error(line);
  told.add(line);
}

/** Reports that a function relies on a module that its runtime on AWS does not have. */
function found(specifier) {
  if (specifier.startsWith('aws-sdk') && Number(/\d+/.exec(runtime)) >= 18) {
    tell(`aws-sdk is not part of ${runtime}: on AWS, this function fails unless its bundle includes it`);
  }
}

/** Reports how to install a package that the runtime on AWS has. */
function notFound(specifier) {
  if (SDK.test(specifier)) {
    const [name] = PACKAGE.exec(specifier);
    tell(`${name} is neither in the function's code nor installed: run "npm install --save-dev ${name}" in ${sdkFolders[0] ?? 'the folder of the app'}`);
  }
}

const hasLayers = layers.length > 0;

module.exports = { found, hasLayers, layerFile, notFound, otherParents };
