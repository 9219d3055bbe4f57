/** A reference to a component. */
export const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** The same schema for each media type. */
export const content = (mediaTypes: readonly string[], schema: object) =>
  Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
