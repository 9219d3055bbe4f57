import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OPERATIONS } from '../../../src/contract/operations';
import { synth } from '../synth';
import { NotesApiProps, NotesFunctionOptions, NotesOperation } from 'cdk-notes-api';

interface FunctionProperties {
  readonly Architectures: string[];
  readonly Environment: { readonly Variables: Record<string, unknown> };
  readonly MemorySize: number;
  readonly ReservedConcurrentExecutions?: unknown;
  readonly Timeout: number;
}

/** The properties of the functions by their operation. */
function functions(props?: NotesApiProps): Record<string, FunctionProperties> {
  const { template } = synth(props);
  return Object.fromEntries(
    (props?.operations ?? Object.values(NotesOperation)).map((operation) => {
      const [{ Properties }] = Object.values(
        template.findResources('AWS::Lambda::Function', { Properties: { Handler: `index.${OPERATIONS[operation].handler}` } }),
      );
      return [operation, Properties];
    }),
  );
}

/** The properties of a function that options can change, with only the additional variables. */
function changeable({ Architectures, Environment, MemorySize, ReservedConcurrentExecutions, Timeout }: FunctionProperties): object {
  const { SIGNED_CALLERS: _signed, TABLE_NAME: _table, ...others } = Environment.Variables;
  return {
    Architectures,
    MemorySize,
    Timeout,
    ...(ReservedConcurrentExecutions !== undefined && { ReservedConcurrentExecutions }),
    ...others,
  };
}

const changed = (props?: NotesApiProps): Record<string, object> =>
  Object.fromEntries(Object.entries(functions(props)).map(([operation, properties]) => [operation, changeable(properties)]));

const every = (expected: object): Record<string, object> =>
  Object.fromEntries(Object.values(NotesOperation).map((operation) => [operation, expected]));

const DEFAULTS = { Architectures: ['arm64'], MemorySize: 512, Timeout: 10 };

const OPTIONS: [NotesFunctionOptions, object][] = [
  [{ memorySize: 128 }, { MemorySize: 128 }],
  [{ memorySize: 10_240 }, { MemorySize: 10_240 }],
  [{ timeout: Duration.seconds(3) }, { Timeout: 3 }],
  [{ timeout: Duration.millis(28_000) }, { Timeout: 28 }],
  [{ reservedConcurrentExecutions: 0 }, { ReservedConcurrentExecutions: 0 }],
  [{ reservedConcurrentExecutions: 1_000 }, { ReservedConcurrentExecutions: 1_000 }],
  [{ architecture: Architecture.X86_64 }, { Architectures: ['x86_64'] }],
  [{ architecture: Architecture.ARM_64 }, { Architectures: ['arm64'] }],
  [{ environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper', Empty: '' } }, { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper', Empty: '' }],
  [{}, {}],
];

test('without options every function has the defaults', () => {
  expect(changed()).toEqual(every(DEFAULTS));
});

test.each(OPTIONS)('%j holds for every function', (functionOptions, expected) => {
  expect(changed({ functionOptions })).toEqual(every({ ...DEFAULTS, ...expected }));
});

test.each(OPTIONS)('%j of an operation holds for its function alone', (options, expected) => {
  const functionOptionsByOperation = { [NotesOperation.LIST]: options };
  expect(changed({ functionOptionsByOperation })).toEqual({ ...every(DEFAULTS), LIST: { ...DEFAULTS, ...expected } });
});

test('what an operation is given goes before what all are, each option by itself, and the environment variable by variable', () => {
  const props: NotesApiProps = {
    functionOptions: {
      architecture: Architecture.X86_64,
      environment: { LEVEL: 'all', SHARED: 'yes' },
      memorySize: 768,
      reservedConcurrentExecutions: 10,
      timeout: Duration.seconds(5),
    },
    functionOptionsByOperation: {
      GET: { memorySize: 1_024, environment: { LEVEL: 'get', OWN: 'yes' } },
      DELETE: { architecture: Architecture.ARM_64, reservedConcurrentExecutions: 0, timeout: Duration.seconds(20) },
    },
  };
  const all = { Architectures: ['x86_64'], MemorySize: 768, Timeout: 5, ReservedConcurrentExecutions: 10, LEVEL: 'all', SHARED: 'yes' };
  expect(changed(props)).toEqual({
    ...every(all),
    GET: { ...all, MemorySize: 1_024, LEVEL: 'get', OWN: 'yes' },
    DELETE: { ...all, Architectures: ['arm64'], ReservedConcurrentExecutions: 0, Timeout: 20 },
  });
});

test('what is there but undefined, as in the structs of other languages, takes nothing away', () => {
  const nothing: NotesFunctionOptions = {
    architecture: undefined, environment: undefined, memorySize: undefined, reservedConcurrentExecutions: undefined, timeout: undefined,
  };
  const functionOptions = {
    architecture: Architecture.X86_64,
    environment: { LEVEL: 'all' },
    memorySize: 768,
    reservedConcurrentExecutions: 3,
    timeout: Duration.seconds(5),
  };
  expect(changed({ functionOptions: nothing, functionOptionsByOperation: { GET: nothing, LIST: undefined as never } })).toEqual(
    every(DEFAULTS),
  );
  expect(changed({ functionOptions, functionOptionsByOperation: { GET: nothing } })).toEqual(changed({ functionOptions }));
});

test('the library\'s own variables stay beside those of the options', () => {
  const { UPDATE } = functions({ requireIfMatch: true, functionOptions: { environment: { LEVEL: 'all' } } });
  expect(UPDATE.Environment.Variables).toEqual({
    TABLE_NAME: { Ref: expect.any(String) },
    SIGNED_CALLERS: 'true',
    REQUIRE_IF_MATCH: 'true',
    LEVEL: 'all',
  });
});

test('what only deployment knows is taken where nothing has to be known', () => {
  const options = {
    memorySize: Token.asNumber({ Ref: 'Memory' }),
    reservedConcurrentExecutions: Token.asNumber({ Ref: 'Most' }),
    environment: { LEVEL: Token.asString({ Ref: 'Level' }) },
  };
  expect(changed({ functionOptions: options })).toEqual(
    every({
      ...DEFAULTS,
      MemorySize: { Ref: 'Memory' },
      ReservedConcurrentExecutions: { Ref: 'Most' },
      LEVEL: { Ref: 'Level' },
    }),
  );
});

const of = (options: object): NotesApiProps => ({ functionOptions: options });

test.each<[string, NotesApiProps, string]>([
  [
    'too little memory',
    of({ memorySize: 127 }),
    '"functionOptions.memorySize" is 127: leave it out, or use a whole number from 128 to 10240',
  ],
  ['too much memory', of({ memorySize: 10_241 }), '"functionOptions.memorySize" is 10241: leave it out'],
  ['half a mebibyte', of({ memorySize: 128.5 }), '"functionOptions.memorySize" is 128.5: leave it out'],
  ['memory that is no number', of({ memorySize: NaN }), '"functionOptions.memorySize" is NaN: leave it out'],
  ['memory as a text', of({ memorySize: '256' }), '"functionOptions.memorySize" is "256": leave it out'],
  ['no memory at all', of({ memorySize: null }), '"functionOptions.memorySize" is null: leave it out'],
  [
    'a negative concurrency',
    of({ reservedConcurrentExecutions: -1 }),
    '"functionOptions.reservedConcurrentExecutions" is -1: leave it out, or use a whole number of at least 0',
  ],
  [
    'endless concurrency',
    of({ reservedConcurrentExecutions: Infinity }),
    '"functionOptions.reservedConcurrentExecutions" is Infinity: leave it out',
  ],
  [
    'an architecture as a text',
    of({ architecture: 'arm64' }),
    '"functionOptions.architecture" is "arm64": use Architecture.ARM_64 or Architecture.X86_64',
  ],
  ["an architecture of nobody's", of({ architecture: Architecture.custom('mips') }), '"functionOptions.architecture" is {"name":"mips"'],
  ['all architectures', of({ architecture: Architecture }), '"functionOptions.architecture" is a function: use Architecture.ARM_64'],
  [
    'a time-out as a number',
    of({ timeout: 10 }),
    '"functionOptions.timeout" is 10: use a Duration such as Duration.millis(10000)',
  ],
  [
    'a time-out that only deployment knows',
    of({ timeout: Duration.seconds(Lazy.number({ produce: () => 5 })) }),
    '"functionOptions.timeout" is only known at deployment',
  ],
  [
    'a time-out that the default of all attempts does not fit into',
    of({ timeout: Duration.seconds(2) }),
    '"functionOptions.timeout" is 2000 ms: make it more than 2500 ms, because "timeBudget.allAttempts" is 2000 ms by default',
  ],
  [
    'a time-out of half a second',
    of({ timeout: Duration.millis(3_500) }),
    '"functionOptions.timeout" is 3500 ms: use whole seconds',
  ],
  [
    "a time-out as long as API Gateway's",
    of({ timeout: Duration.seconds(29) }),
    '"functionOptions.timeout" is 29000 ms: make it less than 29000 ms, the timeout of API Gateway',
  ],
  [
    'a time-out that leaves too little to answer in',
    of({ timeout: Duration.seconds(2) }),
    '"functionOptions.timeout" is 2000 ms: make it more than 2500 ms',
  ],
  [
    'no time at all',
    of({ timeout: Duration.seconds(0) }),
    '"functionOptions.timeout" is 0 ms: make it more than 2500 ms',
  ],
  [
    'a variable of the library',
    of({ environment: { TABLE_NAME: 'mine' } }),
    '"functionOptions.environment" has "TABLE_NAME", which the library sets: use another name',
  ],
  [
    'a variable of the library that it does not set now',
    of({ environment: { CALLER_ID: '["sub"]' } }),
    '"functionOptions.environment" has "CALLER_ID", which the library sets',
  ],
  [
    'a variable of Lambda',
    of({ environment: { AWS_REGION: 'eu-west-1' } }),
    '"functionOptions.environment" has "AWS_REGION", which Lambda sets: use another name',
  ],
  ['a handler', of({ environment: { _HANDLER: 'x' } }), '"functionOptions.environment" has "_HANDLER", which Lambda sets'],
  [
    'a folder of Lambda',
    of({ environment: { LAMBDA_TASK_ROOT: '/' } }),
    '"functionOptions.environment" has "LAMBDA_TASK_ROOT", which Lambda sets',
  ],
  [
    'a variable with a dash',
    of({ environment: { 'LOG-LEVEL': '1' } }),
    '"functionOptions.environment" has "LOG-LEVEL", which Lambda does not accept: use a letter, followed by one or more letters, digits or _',
  ],
  ['a variable of one letter', of({ environment: { A: '1' } }), '"functionOptions.environment" has "A", which Lambda does not accept'],
  [
    'a variable that begins with a digit',
    of({ environment: { '1ST': '1' } }),
    '"functionOptions.environment" has "1ST", which Lambda does not accept',
  ],
  [
    'a variable with a line feed',
    of({ environment: { 'LEVEL\n': '1' } }),
    '"functionOptions.environment" has "LEVEL\\n", which Lambda does not accept',
  ],
  ['a number as a variable', of({ environment: { LEVEL: 3 } }), '"functionOptions.environment.LEVEL" is 3: use a string'],
  ['an undefined variable', of({ environment: { LEVEL: undefined } }), '"functionOptions.environment.LEVEL" is undefined: use a string'],
  ['a list of variables', of({ environment: ['LEVEL=1'] }), '"functionOptions.environment" is ["LEVEL=1"]: use an object such as {'],
  ['a text of variables', of({ environment: 'LEVEL=1' }), '"functionOptions.environment" is "LEVEL=1": use an object such as {'],
  ['no variables at all', of({ environment: null }), '"functionOptions.environment" is null: use an object such as {'],
  ['options that are a number', of(512 as never), '"functionOptions" is 512: use an object such as {"memorySize": 1024}'],
  ['a list of options', of([]), '"functionOptions" is []: use an object'],
  [
    'options of what is no operation',
    { functionOptionsByOperation: { PURGE: {} } },
    '"functionOptionsByOperation" has "PURGE", which this API does not offer: use some of CREATE, GET, LIST, UPDATE, DELETE',
  ],
  [
    'options of an operation that is not offered',
    { operations: [NotesOperation.GET], functionOptionsByOperation: { LIST: {} } },
    '"functionOptionsByOperation" has "LIST", which this API does not offer: use some of GET',
  ],
  [
    'a list of options by operation',
    { functionOptionsByOperation: [{ memorySize: 768 }] as never },
    '"functionOptionsByOperation" is [{"memorySize":768}]: use an object such as {"LIST": {"memorySize": 1024}}',
  ],
  [
    'options of an operation that are a number',
    { functionOptionsByOperation: { GET: 512 as never } },
    '"functionOptionsByOperation.GET" is 512: use an object',
  ],
  [
    'memory of an operation',
    { functionOptionsByOperation: { GET: { memorySize: 1 } } },
    '"functionOptionsByOperation.GET.memorySize" is 1: leave it out',
  ],
  [
    'a variable of an operation',
    { functionOptionsByOperation: { GET: { environment: { TIME_BUDGET: '{}' } } } },
    '"functionOptionsByOperation.GET.environment" has "TIME_BUDGET", which the library sets',
  ],
  [
    'a time-out of an operation',
    { functionOptionsByOperation: { LIST: { timeout: Duration.seconds(1) } } },
    '"functionOptionsByOperation.LIST.timeout" is 1000 ms: make it more than 2500 ms',
  ],
  [
    'a time budget that only one operation has time for',
    {
      timeBudget: { allAttempts: Duration.seconds(15) },
      functionOptionsByOperation: { GET: { timeout: Duration.seconds(20) } },
    },
    '"timeBudget.allAttempts" is 15000 ms: make it less than 9500 ms, because "functionOptions.timeout" is 10000 ms and a function needs 500 ms to answer',
  ],
])('%s is refused with the prop, its value and what to do', (_, props, message) => {
  expect(() => synth(props)).toThrow(message);
});

test('a longer time-out makes room for a longer time budget, and all of it', () => {
  const timeBudget = { allAttempts: Duration.millis(19_499) };
  expect(changed({ timeBudget, functionOptions: { timeout: Duration.seconds(20) } }).GET).toMatchObject({
    Timeout: 20,
    TIME_BUDGET: '{"allAttempts":19499}',
  });
  expect(() => synth({ timeBudget: { allAttempts: Duration.millis(19_500) }, functionOptions: { timeout: Duration.seconds(20) } })).toThrow(
    '"timeBudget.allAttempts" is 19500 ms',
  );
});

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

test('a construct in place of an option is named, not taken apart', () => {
  expect(() => synth(of({ architecture: new Bucket(new Stack(), 'Bucket') }))).toThrow(
    '"functionOptions.architecture" is "Default/Bucket": use',
  );
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
