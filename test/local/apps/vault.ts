import { App } from 'aws-cdk-lib';
import { VaultStack } from '../vault';

new VaultStack(new App());
