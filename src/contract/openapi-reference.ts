/** A reference to a component. */
export const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** The same schema for each media type. */
export const content = (mediaTypes: readonly string[], schema: object) =>
  Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));

/** Components by kind and name. */
type Components = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The components that something refers to, directly or through others. */
export function usedComponents(components: Components, user: object): Components {
  const used = new Set<object>();
  const visit = (part: object) => {
    for (const [, kind, name] of JSON.stringify(part).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)) {
      const component = components[kind][name];
      if (!used.has(component)) {
        used.add(component);
        visit(component);
      }
    }
  };
  visit(user);
  return Object.fromEntries(Object.entries(components).map(([kind, named]) =>
    [kind, Object.fromEntries(Object.entries(named).filter(([, component]) => used.has(component)))]));
}
