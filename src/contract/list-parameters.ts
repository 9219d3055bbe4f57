/** The query parameters of a list. */
export const LIST_PARAMETERS = {
  limit: { minimum: 1, default: 50, coercedTo: 100 },
  order: { choices: ['desc', 'asc'] },
  view: { choices: ['full', 'summary'] },
  cursor: {},
  tag: {},
  state: { choices: ['current', 'deleted'] },
  since: { mayBeEmpty: true },
} as const;

export type ListParameter = keyof typeof LIST_PARAMETERS;
export type ListOrder = (typeof LIST_PARAMETERS.order.choices)[number];
export type ListView = (typeof LIST_PARAMETERS.view.choices)[number];
export type ListState = (typeof LIST_PARAMETERS.state.choices)[number];
