/** The rows that this library's construct is compared with. */
export const REFERENCES = ['nodejsFunctions', 'bareResources'] as const;

/** The ways to write the service. */
export const ROW_NAMES = ['notesApi', ...REFERENCES] as const;

export type RowName = typeof ROW_NAMES[number];
