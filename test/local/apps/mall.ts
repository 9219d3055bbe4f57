import { App } from 'aws-cdk-lib';
import { MallStack } from '../mall';

new MallStack(new App());
