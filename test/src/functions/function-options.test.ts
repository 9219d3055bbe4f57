import { Duration, Token } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { changed, DEFAULTS, every } from './configured-functions';
import { synth } from '../synth';
import { NotesApiProps, NotesFunctionOptions, NotesOperation } from 'cdk-notes-api';

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

test('the options of an operation override those of all functions, option by option and variable by variable', () => {
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

test('an undefined option, as in the structs of other languages, changes nothing', () => {
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

test('memory, concurrency and variables may be known only at deployment', () => {
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

test('a longer timeout allows a longer time budget, which must leave more than 500 ms', () => {
  const timeBudget = { allAttempts: Duration.millis(19_499) };
  expect(changed({ timeBudget, functionOptions: { timeout: Duration.seconds(20) } }).GET).toMatchObject({
    Timeout: 20,
    TIME_BUDGET: '{"allAttempts":19499}',
  });
  expect(() => synth({ timeBudget: { allAttempts: Duration.millis(19_500) }, functionOptions: { timeout: Duration.seconds(20) } })).toThrow(
    '"timeBudget.allAttempts" is 19500 ms',
  );
});
