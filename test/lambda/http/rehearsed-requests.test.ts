import { ENVIRONMENT } from '../../../src/contract/environment';
import { OPERATIONS } from '../../../src/contract/operations';
import { HANDLERS } from '../../operations';
import { FUNCTION_ENVIRONMENT } from '../environment';

/** The functions and their rehearsal in the environment of a function. */
function load(environment: Readonly<Record<string, string>>) {
  const { env } = process;
  process.env = { ...env, ...FUNCTION_ENVIRONMENT, ...environment };
  try {
    let rehearsal!: (name: string) => Promise<unknown>;
    jest.isolateModules(() => {
      const functions = Object.fromEntries(HANDLERS.map((name) => {
        const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        return [name, jest.requireActual(`../../../lambda/${file}`)[name]];
      }));
      const { rehearsalOf } = jest.requireActual('../../../lambda/http/rehearsal');
      rehearsal = (name) => rehearsalOf(functions, { _HANDLER: name })();
    });
    return rehearsal;
  } finally {
    process.env = env;
  }
}

const SUCCESSES = Object.values(OPERATIONS).map(({ handler, routes: [{ successes: [{ status }] }] }) => [handler, status] as const);

describe.each<[string, Readonly<Record<string, string>>]>([
  ['no authorization', {}],
  ['IAM', { [ENVIRONMENT.signedCallers]: 'true' }],
  ['a user pool', { [ENVIRONMENT.callerId]: '["claims","sub"]' }],
  ['a custom authorizer', { [ENVIRONMENT.callerId]: '["userId"]' }],
  ['a required precondition', { [ENVIRONMENT.requireIfMatch]: 'true' }],
  ['origins', { [ENVIRONMENT.corsOrigins]: '["https://a.example"]' }],
  ['a trash', { [ENVIRONMENT.trashSeconds]: '86400' }],
  ['no transactions and rows that never expire', { [ENVIRONMENT.noTransactions]: 'true', [ENVIRONMENT.rowsNeverExpire]: 'true' }],
])('with %s', (_, environment) => {
  let rehearse: (name: string) => Promise<unknown>;
  beforeAll(() => { rehearse = load(environment); });

  test.each(SUCCESSES)('%s rehearses a request that succeeds, with %d', async (name, status) => {
    expect(await rehearse(`index.${name}`)).toMatchObject({ statusCode: status });
  });

  test.each(['getNote', 'listNotes', 'updateNote'])('%s rehearses a note in its answer', async (name) => {
    expect(await rehearse(`index.${name}`)).toMatchObject({ body: expect.stringContaining('"content":"A note"') });
  });
});

test('the name of a function comes after the last dot of its handler', async () => {
  expect(await load({})('v1.2/index.getNote')).toMatchObject({ statusCode: 200 });
});

test('a function whose handler is not known rehearses nothing', async () => {
  const rehearse = load({});
  for (const name of ['', 'index', 'index.', 'index.other', 'index.toString', 'index.__proto__', 'createNote.index']) {
    expect(await rehearse(name)).toBeFalsy();
  }
});
