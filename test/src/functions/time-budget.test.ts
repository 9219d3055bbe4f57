import { Duration, Lazy } from 'aws-cdk-lib';
import { HANDLERS } from '../../operations';
import { synth } from '../synth';
import { NotesTimeBudget } from 'cdk-notes-api';

const functions = (timeBudget?: NotesTimeBudget) =>
  Object.values(synth({ timeBudget }).template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);

test('by default the functions get no time budget but their own', () => {
  for (const { Environment, Timeout } of functions()) {
    expect(Environment.Variables).not.toHaveProperty('TIME_BUDGET');
    expect(Timeout).toBe(10);
  }
});

test('every function gets what differs from the defaults', () => {
  const properties = functions({ requestTimeout: Duration.seconds(1), allAttempts: Duration.seconds(3), maxAttempts: 2 });
  expect(properties).toHaveLength(HANDLERS.length);
  for (const { Environment } of properties) {
    expect(JSON.parse(Environment.Variables.TIME_BUDGET)).toEqual({ requestTimeout: 1000, allAttempts: 3000, maxAttempts: 2 });
  }
});

test.each<[string, NotesTimeBudget, string]>([
  ['a connection as long as its request', { connectTimeout: Duration.millis(600) },
    '"timeBudget.connectTimeout" is 600 ms: make it less than "timeBudget.requestTimeout", which is 600 ms'],
  ['a request as long as all attempts', { allAttempts: Duration.millis(600) },
    '"timeBudget.allAttempts" is 600 ms: make it more than "timeBudget.requestTimeout", which is 600 ms by default'],
  ['a request as long as all attempts, both given', { allAttempts: Duration.millis(600), requestTimeout: Duration.millis(600) },
    '"timeBudget.requestTimeout" is 600 ms: make it less than "timeBudget.allAttempts", which is 600 ms'],
  ['a request shorter than the default of its connection', { requestTimeout: Duration.millis(250) },
    '"timeBudget.requestTimeout" is 250 ms: make it more than "timeBudget.connectTimeout", which is 300 ms by default'],
  ['attempts that leave just too little time to answer', { allAttempts: Duration.millis(9500) },
    '"timeBudget.allAttempts" is 9500 ms: make it less than 9500 ms, because "functionOptions.timeout" is 10000 ms and a function needs 500 ms to answer'],
  ['no attempt', { maxAttempts: 0 }, '"timeBudget.maxAttempts" is 0: use a whole number of at least 1'],
  ['half an attempt', { maxAttempts: 1.5 }, '"timeBudget.maxAttempts" is 1.5: use a whole number of at least 1'],
  [
    'a number',
    { connectTimeout: 300 as never },
    '"timeBudget.connectTimeout" is 300: use a Duration such as Duration.millis(300)',
  ],
  [
    'a time that only deployment knows',
    { requestTimeout: Duration.millis(Lazy.number({ produce: () => 500 })) },
    '"timeBudget.requestTimeout" is only known at deployment',
  ],
])('%s is refused with the prop, its value and what to do', (_, timeBudget, message) => {
  expect(() => synth({ timeBudget })).toThrow(message);
});
