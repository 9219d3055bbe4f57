import { ExecutionEnvironment } from '../../local/lambda/execution-environment';
import { FunctionConfiguration } from '../../local/lambda/function-configuration';
import { LambdaFunction } from '../../local/lambda/lambda-function';
import { InFlight } from '../../local/machine/in-flight';

/** An environment that answers on command. */
class FakeEnvironment {
  readonly answers: (() => void)[] = [];
  readonly initialized = Promise.resolve();
  readonly ended: Promise<void>;
  alive = true;
  private end!: () => void;

  constructor() {
    this.ended = new Promise((resolve) => { this.end = resolve; });
  }

  async invoke(): Promise<object> {
    return new Promise((resolve) => this.answers.push(() => resolve({ payload: '' })));
  }

  stop(): void {
    this.alive = false;
    this.end();
  }
}

let environments: FakeEnvironment[];
let lambdaFunction: LambdaFunction;

beforeEach(() => {
  jest.useFakeTimers();
  environments = [];
  jest.spyOn(ExecutionEnvironment, 'start').mockImplementation(async () => {
    const environment = new FakeEnvironment();
    environments.push(environment);
    return environment as unknown as ExecutionEnvironment;
  });
  lambdaFunction = new LambdaFunction({} as FunctionConfiguration, { inFlight: new InFlight() } as never);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Invokes the function this many times at once. */
async function invoke(times: number): Promise<void> {
  const invocations = Array.from({ length: times }, async () => lambdaFunction.invoke('', 'arn'));
  await jest.advanceTimersByTimeAsync(0);
  environments.forEach(({ answers }) => answers.splice(0).forEach((answer) => answer()));
  await Promise.all(invocations);
}

const alive = () => environments.filter((environment) => environment.alive).length;

test('environments beyond the first end when they are idle', async () => {
  await invoke(3);
  expect(alive()).toBe(3);
  await jest.advanceTimersByTimeAsync(59_000);
  expect(alive()).toBe(3);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(alive()).toBe(1);
  await jest.advanceTimersByTimeAsync(600_000);
  expect(alive()).toBe(1);
  await invoke(1);
  expect(environments).toHaveLength(3);
});

test('an environment in use does not end, and the others that one invocation at a time does not need do', async () => {
  await invoke(3);
  for (let seconds = 0; seconds < 70; seconds += 10) {
    await invoke(1);
    await jest.advanceTimersByTimeAsync(10_000);
  }
  expect(alive()).toBe(1);
});

test('after they have ended, as many can start again', async () => {
  await invoke(4);
  await jest.advanceTimersByTimeAsync(61_000);
  await invoke(4);
  expect(alive()).toBe(4);
});
