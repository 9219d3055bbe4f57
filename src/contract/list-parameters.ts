/** The query parameters of a list. */
export const LIST_PARAMETERS = {
  limit: { description: 'The number of notes on a page. Values above 100 count as 100.', minimum: 1, default: 50, coercedTo: 100 },
  order: { description: 'The order by id: newest or oldest first.', choices: ['desc', 'asc'] },
  view: { description: 'Whole notes, or summaries with only the beginning of the content.', choices: ['full', 'summary'] },
  cursor: { description: 'The `nextCursor` of the previous page.' },
} as const;

export type ListParameter = keyof typeof LIST_PARAMETERS;
export type ListOrder = (typeof LIST_PARAMETERS.order.choices)[number];
export type ListView = (typeof LIST_PARAMETERS.view.choices)[number];
