/**
 * The app of the baseline: functions that do what the tutorial's do, as `NodejsFunction` bundles them by itself.
 *
 * With the feature flags of `cdk init` its runtime is `NODEJS_LATEST`, and with a runtime that varies it bundles the SDK. A runtime that is
 * named would leave the SDK out, and the function would load from Lambda's own folder, which nobody has elsewhere, what here is in the
 * bundle.
 */
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { fileOf, FUNCTIONS } from '../row';

const stack = new Stack(new App({ context: flags }), 'Baseline');
for (const name of FUNCTIONS) {
  new NodejsFunction(stack, name, { entry: join(__dirname, fileOf(name)) });
}
