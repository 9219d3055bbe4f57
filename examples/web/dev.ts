/** Serves the page and its API on this machine: `npm run dev`. An edit of a file is served after a reload of the page. */
import { AddressInfo } from 'node:net';
import { LocalStack } from 'cdk-local-stack';
import { servePage } from './server';

async function main(): Promise<void> {
  const stack = await LocalStack.start({ watch: true, onProgress: console.error });
  const server = await servePage({ api: stack.url, port: Number(process.env.PORT ?? 5173) });
  console.log(`Page at http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  for (const name of ['alice', 'bob']) {
    console.log(`Token of ${name}: ${await stack.issueToken({ sub: name, username: name })}`);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
      void stack.stop();
    });
  }
}

main().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
