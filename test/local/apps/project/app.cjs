'use strict';
const { basename } = require('node:path');
const { App } = require('aws-cdk-lib');

throw new Error(`${new App().node.tryGetContext('greeting')} from ${basename(process.cwd())}`);
