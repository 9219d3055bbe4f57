import { bundle } from './bundle';
import { main } from '../local/main';

/** `npm start`: bundles the functions and serves an example app on this machine. */
async function start(): Promise<void> {
  await bundle();
  process.exitCode = await main(process.argv.slice(2), { app: 'examples/tutorial.ts' });
}

void start();
