/** The ways to write the service. */
export const ROW_NAMES = ['notesApi', 'nodejsFunctions', 'bareResources'] as const;

export type RowName = typeof ROW_NAMES[number];
