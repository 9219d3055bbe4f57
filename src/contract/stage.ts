/** The stage of a REST API that the construct creates. */
export const DEFAULT_STAGE = 'prod';
