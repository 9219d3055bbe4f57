import { choice, invalid, single } from './query-parameters';
import { Request } from './request';
import { LIST_PARAMETERS, ListOrder, ListState, ListView } from '../../src/contract/list-parameters';
import { TAG } from '../../src/contract/note-fields';
import { textObjection } from '../note/objection';
import { TRASH_SECONDS } from '../store/trash';

interface ListParameters {
  readonly limit: number;
  readonly order: ListOrder;
  readonly view: ListView;
  readonly cursor?: string;
  readonly tag?: string;
  /** Undefined for the default list. */
  readonly state?: ListState;
}

/** The list parameters of a request, with the defaults of the contract. */
export function listParameters(request: Request): ListParameters {
  return {
    limit: limit(single(request, 'limit')),
    order: choice(request, 'order', LIST_PARAMETERS.order.choices),
    view: choice(request, 'view', LIST_PARAMETERS.view.choices),
    cursor: single(request, 'cursor'),
    tag: tag(single(request, 'tag')),
    state: state(request),
  };
}

export function limit(text: string | undefined): number {
  const { minimum, default: usual, coercedTo } = LIST_PARAMETERS.limit;
  if (text === undefined) {
    return usual;
  }
  if (!/^\d+$/.test(text) || Number(text) < minimum) {
    throw invalid('limit', `must be a whole number from ${minimum}`);
  }
  return Math.min(Number(text), coercedTo);
}

function tag(text: string | undefined): string | undefined {
  const detail = text === undefined ? undefined : textObjection(text, TAG);
  if (detail) {
    throw invalid('tag', detail);
  }
  return text;
}

/** Without a trash, the parameter is unknown and ignored. */
function state(request: Request): ListState | undefined {
  const { choices } = LIST_PARAMETERS.state;
  const chosen = TRASH_SECONDS === undefined ? choices[0] : choice(request, 'state', choices);
  return chosen === choices[0] ? undefined : chosen;
}
