import { label } from './api-labels';
import { CommandLine, CONSOLE_PORT, parseCommandLine, usage, UsageError } from './command-line';
import { curlLines } from './curl-lines';
import { LocalStack } from './local-stack';
import { Lifetime } from './machine/lifetime';
import { freePort } from './machine/loopback';
import { requestLine } from './request-line';
import { shellVariables } from './shell-variables';
import { SynthesisError } from './synthesis';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Surroundings {
  /** The command, as the user types it. */
  readonly command: string;
  /** The user's working directory. */
  readonly folder: string;
  /** @default the `app` of `cdk.json` in the folder */
  readonly defaultApp?: string;
  /** Folders outside the app whose edits count as edits of the app. */
  readonly alsoWatched?: readonly string[];
  /** Builds the files that the app reads after an edit. */
  readonly beforeReload?: () => Promise<void>;
}

/** Serves a CDK app until a signal ends it; resolves to the exit code. The addresses and commands go to stdout, the rest to stderr. */
export async function main(argv: string[], surroundings: Surroundings): Promise<number> {
  const { command, defaultApp, folder } = surroundings;
  // The SDK's warning about old Node.js versions is for deployments.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const lifetime = new Lifetime();
  const signalled = onSignal(lifetime);
  try {
    const commandLine = parseCommandLine(argv, folder);
    if (commandLine.help) {
      console.log(usage(command, defaultApp ?? 'the "app" of cdk.json in this folder'));
      return 0;
    }
    const stack = await start({ ...commandLine, app: commandLine.app ?? defaultApp }, surroundings, lifetime);
    await announce(stack);
    console.error('press Ctrl-C to stop');
    const failure = await Promise.race([signalled.promise, stack.failure]);
    if (failure === undefined) {
      return 0;
    }
    throw new Error(failure);
  } catch (error) {
    if (signalled.yet) {
      return 0;
    }
    console.error(error instanceof SynthesisError ? error.summary : (error as Error).message);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    await lifetime.end();
    signalled.forget();
  }
}

async function start(
  commandLine: CommandLine,
  { alsoWatched, beforeReload, folder }: Surroundings,
  lifetime: Lifetime,
): Promise<LocalStack> {
  await freePort(commandLine.port);
  return LocalStack.start({
    ...commandLine,
    alsoWatched,
    beforeReload,
    folder,
    consolePort: commandLine.noConsole ? undefined : await portOfConsole(commandLine.consolePort, commandLine.port),
    lifetime,
    onRequest: (request) => console.error(requestLine(request)),
    onReload: announceApis,
    onProgress: (line) => console.error(line),
    onLog: ({ logicalId, line }) => console.error(`${logicalId}: ${line}`),
  });
}

/** The given port; by default the usual one, or any free one if that is in use or among those of the APIs. */
async function portOfConsole(given: number | undefined, firstPort: number): Promise<number> {
  if (given !== undefined) {
    return freePort(given, { option: '--console' });
  }
  const isAmongApis = firstPort <= CONSOLE_PORT && firstPort > CONSOLE_PORT - 100;
  return firstPort === 0 || isAmongApis ? 0 : freePort(CONSOLE_PORT).catch(() => 0);
}

async function announce(stack: LocalStack): Promise<void> {
  announceApis(stack);
  if (stack.consoleUrl) {
    console.log(`Console at ${stack.consoleUrl}`);
  }
  for (const line of await shellVariables(stack)) {
    console.log(line);
  }
  for (const line of curlLines(stack)) {
    console.log(line);
  }
}

function announceApis(stack: LocalStack): void {
  for (const api of stack.apis) {
    const { domains, isDefaultEndpointDisabled, url } = api;
    const name = label(api, stack.apis);
    if (!isDefaultEndpointDisabled) {
      console.log(`${name} ready at ${url.replace(/\/$/, '')}`);
    } else if (!domains.length) {
      console.log(`${name} cannot be reached: its default endpoint is disabled, and it has no domain name`);
    }
    for (const domain of domains) {
      console.log(`${name} ready for ${domain.host} at ${domain.url}`);
    }
  }
}

interface Signalled {
  readonly promise: Promise<undefined>;
  readonly yet: boolean;
  forget(): void;
}

/** The first signal ends the lifetime, even while the stack starts; the second exits at once. */
function onSignal(lifetime: Lifetime): Signalled {
  let yet = false;
  let resolve: () => void;
  const promise = new Promise<undefined>((done) => { resolve = () => done(undefined); });
  const listener = () => {
    if (yet) {
      process.exit(130);
    }
    yet = true;
    void lifetime.end();
    resolve();
  };
  for (const signal of SIGNALS) {
    process.on(signal, listener);
  }
  return {
    promise,
    get yet() { return yet; },
    forget: () => SIGNALS.forEach((signal) => process.off(signal, listener)),
  };
}
