import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { shown } from './checked-values';

/** The props as the user's injector for this class has them: what the CDK's own `propertyInjectable` does, which it keeps to itself. */
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

/** An injector replaces those for the same class that are further up. */
function nearestInjector(classId: string, scope: IConstruct): IPropertyInjector | undefined {
  return scope.node.scopes.reverse()
    // Asked first, since "of" leaves injectors behind where there were none.
    .map((ancestor) => PropertyInjectors.hasPropertyInjectors(ancestor) ? PropertyInjectors.of(ancestor).for(classId) : undefined)
    .find((injector) => injector !== undefined);
}
