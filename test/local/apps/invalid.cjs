'use strict';
const { App, Stack } = require('aws-cdk-lib');
const { RestApi } = require('aws-cdk-lib/aws-apigateway');

new RestApi(new Stack(new App(), 'Shop'), 'Api');
