import { Token } from 'aws-cdk-lib';
import { changed, functions } from './configured-functions';
import { synth } from '../synth';
import { NotesApiProps } from 'cdk-notes-api';

test('the library\'s own variables stay beside those of the options', () => {
  const { UPDATE } = functions({ requireIfMatch: true, functionOptions: { environment: { LEVEL: 'all' } } });
  expect(UPDATE.Environment.Variables).toEqual({
    TABLE_NAME: { Ref: expect.any(String) },
    SIGNED_CALLERS: 'true',
    REQUIRE_IF_MATCH: 'true',
    LEVEL: 'all',
  });
});

const of = (options: object): NotesApiProps => ({ functionOptions: options });

describe('the 4 KB that Lambda takes of variables together', () => {
  /** The bytes that the other variables of a function with signed callers leave, while the table's name is not known. */
  const rest = 4_096 - JSON.stringify({ TABLE_NAME: '', SIGNED_CALLERS: 'true', LONG: '' }).length;

  test('are taken', () => {
    expect(changed(of({ environment: { LONG: 'x'.repeat(rest) } })).GET).toHaveProperty('LONG');
  });

  test.each<[string, NotesApiProps, string]>([
    [
      'for every function',
      of({ environment: { LONG: 'x'.repeat(rest + 1) } }),
      'the environment variables of createNote take 4097 bytes as JSON, and Lambda allows 4096: shorten the "environment"',
    ],
    ['in bytes', of({ environment: { LONG: 'é'.repeat(rest / 2 + 1) } }), 'the environment variables of createNote take '],
    [
      'for an operation, with those of all',
      {
        ...of({ environment: { LONG: 'x'.repeat(rest) } }),
        functionOptionsByOperation: { LIST: { environment: { MORE: '1' } } },
      },
      'the environment variables of listNotes take 4107 bytes',
    ],
    [
      'with what props become',
      { corsOrigins: Array.from({ length: 200 }, (_, at) => `https://tenant-${at}.example.com`) },
      'or list fewer "corsOrigins"',
    ],
  ])('are checked %s', (_, props, message) => {
    expect(() => synth(props)).toThrow(message);
  });

  test('leave aside what only deployment knows', () => {
    expect(() => synth(of({ environment: { LONG: `${'x'.repeat(5_000)}${Token.asString({ Ref: 'Level' })}` } }))).not.toThrow();
  });
});

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, without those that a function may override. */
const OF_LAMBDA = [
  '_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_LAMBDA_RUNTIME_API', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR', 'LAMBDA_TASK_ROOT',
];

test.each(OF_LAMBDA)('the variable %s is refused, because Lambda sets it', (variable) => {
  expect(() => functions({ functionOptions: { environment: { [variable]: 'a' } } }))
    .toThrow(`"functionOptions.environment" has "${variable}", which Lambda sets: use another name`);
});
