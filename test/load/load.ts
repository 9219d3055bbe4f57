import autocannon, { Client, Options, Request, Result } from 'autocannon';
import { Round, ROUND, Step } from './mix';
import { ServedStack, User } from './served-stack';

/** The outcome of the requests. */
export interface Outcome extends Result {
  /** The number of expected answers to each step. */
  readonly answered: Record<string, number>;
  /** The other answers. */
  readonly unexpected: string[];
}

/** Sends rounds of requests over a number of connections: a number of requests, or for a number of seconds. */
export async function load(
  { url, users }: ServedStack,
  connections: number,
  extent: Pick<Options, 'amount' | 'duration'>,
): Promise<Outcome> {
  const answered = Object.fromEntries(ROUND.map(({ name }) => [name, 0]));
  const unexpected: string[] = [];

  /** The requests of one connection, again and again. */
  function requests(user: User): Request[] {
    let round: Round;
    return ROUND.map((step, at) => ({
      setupRequest: (request) => {
        if (at === 0) {
          round = new Round();
        }
        return { ...request, ...asked(step, round, user) };
      },
      onResponse: (status, body) => {
        const isRight = status === step.status && step.answered?.(round, JSON.parse(body || '{}')) !== false;
        if (isRight) {
          answered[step.name] += 1;
        } else {
          unexpected.push(`${step.name}: ${status} ${body}`);
        }
      },
    }));
  }

  let clients = 0;
  const setupClient = (client: Client) => client.setRequests(requests(users[clients++ % users.length]));
  return { ...await autocannon({ url, connections, ...extent, setupClient }), answered, unexpected };
}

function asked({ anonymous, body, headers, method, path }: Step, round: Round, { token }: User): Request {
  return {
    method,
    path: path(round),
    headers: { ...!anonymous && { Authorization: `Bearer ${token}` }, ...headers?.(round) },
    body: body && JSON.stringify(body),
  };
}
