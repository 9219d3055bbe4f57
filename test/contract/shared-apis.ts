// Serves an open API on every engine until its standard input ends, and first prints the addresses: for test files that can share an API.
import '../setup';
import { startApi } from './local-api';
import { installedEngines } from '../../local/dynamodb/engine';

async function main(): Promise<void> {
  const apis = await Promise.all(installedEngines.map(async (engine) => ({ engine, api: await startApi({ engine }) })));
  console.log(JSON.stringify(Object.fromEntries(apis.map(({ engine, api }) => [engine, api.address]))));
  process.stdin.once('end', () => { void Promise.all(apis.map(({ api }) => api.stop())); }).resume();
}

void main();
