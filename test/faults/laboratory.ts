import { installedEngines } from '../../local/dynamodb/engine';
import { FaultProxy } from '../lambda/fault-proxy';
import { Functions } from '../lambda/functions';
import { NotesTable, TableIndex } from '../lambda/notes-table';

type Options = Parameters<typeof Functions.start>[1];

/** A table behind a fault proxy, and functions that reach it through the proxy or past it. */
export class Laboratory {
  static async open(pace = 1, index?: TableIndex): Promise<Laboratory> {
    const proxy = new FaultProxy();
    proxy.pace = pace;
    await proxy.listen();
    const table = await NotesTable.on(installedEngines[0], proxy, index);
    return new Laboratory(proxy, table, await Functions.start(proxy.engine, { timeBudget: UNHURRIED }));
  }

  private constructor(
    readonly proxy: FaultProxy,
    readonly table: NotesTable,
    /** Functions that meet no fault. */
    readonly untroubled: Functions,
  ) {}

  /** Functions that meet the faults, with a fresh quota of retries. */
  troubled(options: Options = {}): Promise<Functions> {
    return Functions.start(this.proxy.endpoint, options);
  }

  async close(): Promise<void> {
    await this.proxy.landed();
    await this.untroubled.close();
    await this.table.close();
    await this.proxy.close();
  }
}

/** Long enough that a busy machine causes no failures. */
export const UNHURRIED = { connectTimeout: 10_000, requestTimeout: 30_000, allAttempts: 60_000, firstBackOff: 1 };
