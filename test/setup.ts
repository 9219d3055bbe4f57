// CDK's template validator takes 18 times as long as the synthesis; the consumer test runs with it.
process.env.CDK_VALIDATION = 'false';
// TableV2 of the lowest supported CDK uses deprecated properties itself.
process.env.JSII_DEPRECATED = 'quiet';
