// CDK's template validator takes 18 times as long as the synthesis; the consumer test runs with it.
process.env.CDK_VALIDATION = 'false';
// For each resource, the CDK records where it was created, through jest's source maps: a seventh of the time of a synthesis.
process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true, 'aws:cdk:disable-stack-trace': true });
// The warning about this machine's Node.js is not about the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// TableV2 of the lowest supported CDK uses deprecated properties itself.
process.env.JSII_DEPRECATED = 'quiet';
