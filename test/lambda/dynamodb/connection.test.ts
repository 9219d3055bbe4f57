import type * as Clock from '../../../lambda/dynamodb/clock';
import type * as Connection from '../../../lambda/dynamodb/connection';
import type * as Operations from '../../../lambda/dynamodb/operations';
import type * as Send from '../../../lambda/dynamodb/send';
import { FUNCTION_ENVIRONMENT } from '../environment';

let modules: typeof Clock & typeof Connection & typeof Operations & typeof Send;
beforeEach(() => {
  Object.assign(process.env, FUNCTION_ENVIRONMENT);
  jest.isolateModules(() => {
    modules = Object.assign({}, ...['clock', 'connection', 'operations', 'send'].map((name) => jest.requireActual(`../../../lambda/dynamodb/${name}`)));
  });
});

const INPUT = { TableName: 'Notes', Key: {} };

async function send(answer: object) {
  const attempts: boolean[] = [];
  const outcome = await modules.send(modules.canned(answer), 10_000, (exchanged, isOpen) => {
    attempts.push(isOpen);
    return modules.getItem(INPUT, exchanged);
  }).catch((error: Error) => error);
  return { attempts, outcome };
}

test('a canned answer is the output of any operation', async () => {
  const answer = { ConsumedCapacity: {}, Item: { PK: { S: 'alice' } } };
  expect(await send(answer)).toMatchObject({ attempts: [false], outcome: answer });
});

test('one that does not count is asked for once', async () => {
  const { attempts, outcome } = await send({});
  expect(attempts).toEqual([false]);
  expect(outcome).toMatchObject({ message: 'no answer' });
});

test('it has no date to correct the clock with', async () => {
  const { headers } = await modules.canned({}).exchange({} as never, new Promise<never>(() => {}));
  expect(headers).toEqual({});
});

test('its retries are not those of DynamoDB', () => {
  const { retries } = modules.canned({});
  expect(retries).not.toBe(modules.DYNAMODB.retries);
  expect(retries).not.toBe(modules.canned({}).retries);
});
