import { CfnResource } from 'aws-cdk-lib';
import { TableProperties } from './table-resource';
import { renderedProperties } from '../cdk/cfn-resources';
import { FinalValue } from '../cdk/final-value';

const known = new WeakMap<CfnResource, FinalValue<TableProperties>>();

/** The properties of a table in the template, which each function and each check of all notes in it reads. */
export function finalProperties(resource: CfnResource): FinalValue<TableProperties> {
  const properties = known.get(resource) ?? new FinalValue(resource, () => renderedProperties(resource));
  known.set(resource, properties);
  return properties;
}
