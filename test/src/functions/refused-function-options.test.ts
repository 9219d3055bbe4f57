import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { synth } from '../synth';
import { NotesApiProps, NotesOperation } from 'cdk-notes-api';

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
  ['an unknown architecture', of({ architecture: Architecture.custom('mips') }), '"functionOptions.architecture" is {"name":"mips"'],
  ['all architectures', of({ architecture: Architecture }), '"functionOptions.architecture" is a function: use Architecture.ARM_64'],
  [
    'a timeout as a number',
    of({ timeout: 10 }),
    '"functionOptions.timeout" is 10: use a Duration such as Duration.millis(10000)',
  ],
  [
    'a timeout that is only known at deployment',
    of({ timeout: Duration.seconds(Lazy.number({ produce: () => 5 })) }),
    '"functionOptions.timeout" is only known at deployment',
  ],
  [
    'a timeout shorter than the default of all attempts',
    of({ timeout: Duration.seconds(2) }),
    '"functionOptions.timeout" is 2000 ms: make it more than 2500 ms, because "timeBudget.allAttempts" is 2000 ms by default',
  ],
  [
    'a timeout with a fraction of a second',
    of({ timeout: Duration.millis(3_500) }),
    '"functionOptions.timeout" is 3500 ms: use whole seconds',
  ],
  [
    'a timeout as long as that of API Gateway',
    of({ timeout: Duration.seconds(29) }),
    '"functionOptions.timeout" is 29000 ms: make it less than 29000 ms, the timeout of API Gateway',
  ],
  [
    'a timeout that leaves too little time to answer',
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
    'options of an unknown operation',
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
    'a timeout of an operation',
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

test('a construct in place of an option is named, not taken apart', () => {
  expect(() => synth(of({ architecture: new Bucket(new Stack(), 'Bucket') }))).toThrow(
    '"functionOptions.architecture" is "Default/Bucket": use',
  );
});
