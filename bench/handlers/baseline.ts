import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { FUNCTIONS, Row } from './row';

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Functions that do what the tutorial's do, as `NodejsFunction` bundles them by itself.
 *
 * In an app of `cdk init` its runtime is then `NODEJS_LATEST`, and with a runtime that varies it bundles the SDK. A runtime that is named would
 * leave the SDK out, and load from Lambda's own folder what here is in the bundle.
 */
export function baseline(work: string): Row {
  const outdir = join(work, 'baseline');
  const stack = new Stack(new App({ outdir, context: flags }), 'Stack');
  return {
    name: 'baseline',
    code: Object.fromEntries(FUNCTIONS.map((name) => {
      const { node } = new NodejsFunction(stack, name, { entry: join(__dirname, 'baseline', `${kebabCase(name)}.ts`) });
      const { s3Key } = (node.defaultChild as CfnFunction).code as CfnFunction.CodeProperty;
      return [name, { folder: join(outdir, `asset.${s3Key!.replace('.zip', '')}`), file: 'index.js', exportName: 'handler' }];
    })),
  };
}
