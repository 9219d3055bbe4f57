import { bundle, isBundled } from './bundle';
import { compileLocalStack } from './local-stack';

/** Prepares `npm start`: the bundle of the functions, and the local stack as JavaScript. Prints where that is. */
async function prepare(): Promise<void> {
  if (!isBundled()) {
    await bundle('silent').catch((error) => {
      throw new Error(`the functions cannot be bundled: ${error.errors?.[0]?.text ?? error.message}`);
    });
  }
  console.log(await compileLocalStack());
}

prepare().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
