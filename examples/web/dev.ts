/** Serves the page and its API on this machine: `npm run dev`. An edit of a file is served after a reload of the page. */
import { LocalStack } from 'cdk-local-stack';
import { servePage } from './server';

const PORT = 5173;

async function main(): Promise<void> {
  const stack = await LocalStack.start({ watch: true, onProgress: console.error });
  const server = await servePage({ api: stack.url, port: PORT });
  console.log(`Page at http://127.0.0.1:${PORT}/`);
  for (const name of ['alice', 'bob']) {
    console.log(`Token of ${name}: ${await stack.issueToken({ sub: name, username: name })}`);
  }
  process.once('SIGINT', () => {
    server.close();
    server.closeAllConnections();
    void stack.stop();
  });
}

main().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
