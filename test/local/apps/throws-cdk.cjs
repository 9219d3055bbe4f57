'use strict';
const { App, Stack } = require('aws-cdk-lib');
const { DomainName } = require('aws-cdk-lib/aws-apigateway');
const { Certificate } = require('aws-cdk-lib/aws-certificatemanager');

const stack = new Stack(new App(), 'Shop');
const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/1');
new DomainName(stack, 'Domain', { domainName: 'Shop.example.com', certificate });
