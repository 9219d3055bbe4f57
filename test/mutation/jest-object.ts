import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import type { ModuleLoader } from './module-loader';

/** The parts of the object `jest` that the tests use. */
export class JestObject {
  private readonly mocker = new ModuleMocker(globalThis);
  private readonly timers = new ModernFakeTimers({ config: { fakeTimers: {} } as never, global: globalThis });

  for(require: NodeJS.Require, loader: () => ModuleLoader) {
    const { mocker, timers } = this;
    return {
      fn: mocker.fn.bind(mocker),
      spyOn: mocker.spyOn.bind(mocker),
      restoreAllMocks: () => mocker.restoreAllMocks(),
      useFakeTimers: (options?: object) => timers.useFakeTimers(options as never),
      useRealTimers: () => timers.useRealTimers(),
      advanceTimersByTimeAsync: (millis: number) => timers.advanceTimersByTimeAsync(millis),
      getTimerCount: () => timers.getTimerCount(),
      isolateModules: (action: () => void) => loader().isolate(action),
      requireActual: require,
    };
  }

  /** Undoes the leftovers of a failed test. */
  restore(): void {
    this.mocker.restoreAllMocks();
    this.timers.useRealTimers();
  }
}
