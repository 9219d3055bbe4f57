/** The stage that a REST API of the notes' own is deployed to. */
export const DEFAULT_STAGE = 'prod';
