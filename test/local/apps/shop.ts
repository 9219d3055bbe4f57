import { Annotations, App } from 'aws-cdk-lib';
import { ShopStack } from '../sample-app';

const stack = new ShopStack(new App(), 'ShopStack');
Annotations.of(stack).addWarningV2('sample:open', 'everybody may order');
