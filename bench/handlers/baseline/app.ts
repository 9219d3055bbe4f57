/**
 * The app of the baseline: functions that do the same as the tutorial's, bundled with the defaults of `NodejsFunction`.
 *
 * With the feature flags of `cdk init`, the runtime is `NODEJS_LATEST`, for which `NodejsFunction` bundles the SDK. With a named runtime it
 * would leave the SDK out, and the function would load it from a folder that only Lambda has.
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
