import { Request } from './request';
import { LIST_PARAMETERS, ListOrder, ListParameter, ListView } from '../../src/contract/list-parameters';
import { Problem } from '../note/problem';

interface ListParameters {
  readonly limit: number;
  readonly order: ListOrder;
  readonly view: ListView;
  readonly cursor?: string;
}

/** The list parameters of a request, with the defaults of the contract. */
export function listParameters(request: Request): ListParameters {
  return {
    limit: limit(single(request, 'limit')),
    order: choice(single(request, 'order'), 'order', LIST_PARAMETERS.order.choices),
    view: choice(single(request, 'view'), 'view', LIST_PARAMETERS.view.choices),
    cursor: single(request, 'cursor'),
  };
}

function single(request: Request, name: ListParameter): string | undefined {
  const values = request.query(name);
  if (values.length > 1) {
    throw invalid(name, 'must be given once');
  }
  return values[0];
}

function limit(text: string | undefined): number {
  const { minimum, default: usual, coercedTo } = LIST_PARAMETERS.limit;
  if (text === undefined) {
    return usual;
  }
  if (!/^\d+$/.test(text) || Number(text) < minimum) {
    throw invalid('limit', `must be a whole number from ${minimum}`);
  }
  return Math.min(Number(text), coercedTo);
}

function choice<Choice extends string>(text: string | undefined, name: ListParameter, choices: readonly Choice[]): Choice {
  const chosen = text === undefined ? choices[0] : choices.find((candidate) => candidate === text);
  if (chosen === undefined) {
    throw invalid(name, `must be ${choices.map((candidate) => `"${candidate}"`).join(' or ')}`);
  }
  return chosen;
}

const invalid = (parameter: ListParameter, detail: string): Problem =>
  new Problem('invalid-parameter', { errors: [{ parameter, detail }] });
