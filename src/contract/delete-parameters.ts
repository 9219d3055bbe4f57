/** The query parameters of a deletion, with a trash. */
export const DELETE_PARAMETERS = {
  permanent: { choices: ['false', 'true'] },
} as const;
