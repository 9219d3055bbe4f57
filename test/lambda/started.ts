import { FaultProxy } from './fault-proxy';
import { Functions } from './functions';
import { NotesTable } from './notes-table';
import { EngineName } from '../../local/dynamodb/engine';

/** A table, and the functions that reach it through a proxy. */
export interface Started {
  readonly proxy: FaultProxy;
  readonly table: NotesTable;
  readonly functions: Functions;
}

/** Started for the tests of the surrounding describe block. */
export function started(engine: EngineName): Started {
  const proxy = new FaultProxy();
  let table: NotesTable;
  let functions: Functions;
  beforeAll(async () => {
    await proxy.listen();
    table = await NotesTable.on(engine, proxy);
    functions = await Functions.start(proxy.endpoint);
  });
  afterAll(async () => {
    await functions.close();
    await table.close();
    await proxy.close();
  });
  return {
    proxy,
    get table() { return table; },
    get functions() { return functions; },
  };
}
