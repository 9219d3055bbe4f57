/** How to list notes: the parameters in the query of the request. */
export const LIST_PARAMETERS = {
  limit: { description: 'The number of notes on a page; above 100 is as 100.', minimum: 1, default: 50, coercedTo: 100 },
  order: { description: 'By id: newest or oldest first.', choices: ['desc', 'asc'] },
  view: { description: 'Whole notes, or instead of the content its beginning.', choices: ['full', 'summary'] },
  cursor: { description: 'The `nextCursor` of the page before.' },
} as const;

export type ListParameter = keyof typeof LIST_PARAMETERS;
export type ListOrder = (typeof LIST_PARAMETERS.order.choices)[number];
export type ListView = (typeof LIST_PARAMETERS.view.choices)[number];
