import { HostileEvent } from './hostile-event';
import { SECRET } from './hostile-text';
import { UNHURRIED } from './laboratory';
import { expectUnlogged } from '../contract/planted';
import { Functions } from '../lambda/functions';

/** An objection, with as much of the input as a person can read. */
export interface Objection {
  readonly what: 'unhandled' | 'server error' | 'secret in a log';
  readonly input: string;
}

const MAX_SHOWN = 2_000;

/** Functions that get hostile events, and the objections to their answers. */
export class ExaminedFunctions {
  readonly objections: Objection[] = [];
  readonly statuses: Record<number, number> = {};

  private functions?: Functions;

  constructor(private readonly endpoint: string, private readonly environment: Readonly<Record<string, string>>) {}

  /** Handles the events at once; `isFine` accepts expected statuses. */
  async examine(events: readonly HostileEvent[], isFine: (status: number) => boolean): Promise<void> {
    const functions = this.functions ??= await Functions.start(this.endpoint, { timeBudget: UNHURRIED, environment: this.environment });
    await Promise.all(events.map(async ({ handler, event }) => {
      try {
        const { status } = await functions.invoke(handler, event, 2 * UNHURRIED.allAttempts);
        this.statuses[status] = (this.statuses[status] ?? 0) + 1;
        if (!isFine(status)) {
          this.object('server error', [status, handler, event, functions.logged.at(-1)]);
        }
      } catch (error) {
        this.object('unhandled', [`${error}`, handler, event]);
        // It may have ended.
        this.functions = undefined;
      }
    }));
    try {
      expectUnlogged([JSON.stringify(functions.logged)], [SECRET]);
    } catch {
      this.object('secret in a log', functions.logged);
    }
    functions.logged.length = 0;
    if (!this.functions) {
      await functions.close().catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.functions?.close();
  }

  private object(what: Objection['what'], input: unknown): void {
    this.objections.push({ what, input: JSON.stringify(input).slice(0, MAX_SHOWN) });
  }
}
