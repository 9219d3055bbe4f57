// A function's execution environment, measured: loads the code as Lambda's runtime does, invokes it, and prints the processor time of each step.
import { createRequire } from 'module';

const { file, exportName, event, status, invocations } = JSON.parse(process.argv[2]);
const require = createRequire(import.meta.url);
// The modules that Lambda's runtime itself has loaded by then.
['assert', 'fs', 'http', 'net', 'path', 'util'].forEach(require);

/** Microseconds of processor time that a step takes, in all threads. */
async function cpu(step) {
  const before = process.cpuUsage();
  await step();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

let handler;
let answer;

// Lambda's runtime imports a file with the ending .mjs and requires any other.
const load = await cpu(async () => {
  handler = (file.endsWith('.mjs') ? await import(file) : require(file))[exportName];
});

async function invoke(times) {
  for (let time = 0; time < times; time += 1) {
    answer = await handler(event, { functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, getRemainingTimeInMillis: () => 10_000 });
    if (answer.statusCode !== status) {
      throw new Error(`${exportName} of ${file} answers ${answer.statusCode} instead of ${status}: ${answer.body}`);
    }
  }
}

const mean = async (times) => (await cpu(() => invoke(times))) / times;

const first = await mean(1);
const early = await mean(invocations.early);
await invoke(invocations.settling);
const warm = await mean(invocations.warm);
const { rss } = process.memoryUsage();

// Connections that are kept alive would keep the process alive too.
process.stdout.write(JSON.stringify({ load, first, early, warm, rss, answer }), () => process.exit());
