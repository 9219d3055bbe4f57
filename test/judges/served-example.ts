import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { bundle } from '../../build/bundle';
import { LocalStack } from '../../local/local-stack';
import { Lifetime } from '../../local/machine/lifetime';

const EXAMPLES = join(__dirname, '../../examples');

/** An example app on this machine. */
export interface ServedExample {
  readonly url: string;
  /** A token of a new user; undefined for an open API. */
  readonly token?: string;
}

/** Serves an example app during the body. */
export async function withExample<Result>(name: string, use: (example: ServedExample) => Promise<Result>): Promise<Result> {
  // The SDK's warning about old Node.js versions is for deployments.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  await bundle('silent');
  const lifetime = new Lifetime();
  try {
    const stack = await LocalStack.start({ app: join(EXAMPLES, name, 'app.ts'), lifetime });
    const [pool] = stack.trustedTokens;
    const token = pool && await stack.issueToken({ userPool: pool.userPool, sub: randomUUID(), expiresIn: 3_600 });
    return await use({ url: stack.url.replace(/\/$/, ''), token });
  } finally {
    await lifetime.end();
  }
}
