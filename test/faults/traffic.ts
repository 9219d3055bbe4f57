import { Attempts } from './history';
import { FaultProxy, Step } from '../lambda/fault-proxy';

/** A call whose attempts a proxy recognises. */
export interface Exchange extends Attempts {
  readonly call: string;
  readonly inputs: Record<string, unknown>[];
}

/** The step of each attempt of a call; the first one is 0. */
export type StepOf = (attempt: number) => Step | Promise<Step>;

/** The faults of the attempts of many simultaneous calls. */
export class Traffic {
  private readonly exchanges = new Map<string, [Exchange, StepOf]>();
  private calls = 0;

  constructor(proxy: FaultProxy) {
    proxy.stepOf = async (input, call = '') => {
      const known = this.exchanges.get(call);
      if (!known) {
        // An attempt of a call that ended long ago.
        return 'reset';
      }
      const [exchange, stepOf] = known;
      exchange.inputs.push(input);
      return stepOf(exchange.inputs.length - 1);
    };
  }

  expect(stepOf: StepOf): Exchange {
    const call = `${++this.calls}`;
    const exchange: Exchange = { call, inputs: [] };
    this.exchanges.set(call, [exchange, stepOf]);
    return exchange;
  }

  forget(): void {
    this.exchanges.clear();
  }
}
