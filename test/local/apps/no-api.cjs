'use strict';
const { App, Stack } = require('aws-cdk-lib');

new Stack(new App(), 'Empty');
