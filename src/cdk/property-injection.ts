import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { shown } from './checked-values';

/** The props after the user's injector for this class, as the CDK's `propertyInjectable` does it, which is not public. */
export function injectedProps<Props extends object>(classId: string, props: Props, context: InjectionContext): Props {
  const injector = nearestInjector(classId, context.scope);
  if (injector === undefined) {
    return props;
  }
  const injected = injector.inject(props, context);
  if (typeof injected !== 'object' || injected === null) {
    throw new Error(
      `the property injector for "${classId}" returned ${shown(injected)}: return the given props with the changes applied`,
    );
  }
  return injected;
}

/** The nearest injector hides those for the same class further up. */
function nearestInjector(classId: string, scope: IConstruct): IPropertyInjector | undefined {
  return scope.node.scopes.reverse()
    // Checked first, since "of" creates a registry on a scope that has none.
    .map((ancestor) => PropertyInjectors.hasPropertyInjectors(ancestor) ? PropertyInjectors.of(ancestor).for(classId) : undefined)
    .find((injector) => injector !== undefined);
}
