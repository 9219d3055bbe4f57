import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { LocalStack, LocalStackOptions } from '../../../local/local-stack';
import { Answer, call, Call } from '../../http';
import { synthesize } from '../sample-app';

/** A running stack with a console. */
export interface WithConsole {
  readonly stack: LocalStack;
  /** The id of the first API, as the console names it. */
  readonly api: string;
  ask(method: string, path: string, options?: Call): Promise<Answer>;
  /** Sends the form of a route. */
  submit(form: object): Promise<any>;
  stop(): Promise<void>;
}

export async function startWithConsole(define: (app: App) => void, options: Partial<LocalStackOptions> = {}): Promise<WithConsole> {
  const assembly = synthesize(define);
  const stack = await LocalStack.start({ assembly, warm: false, consolePort: 0, ...options });
  const [{ logicalId, stackName }] = stack.apis;
  const api = `${stackName}/${logicalId}`;
  const ask: WithConsole['ask'] = async (...args) => call(stack.consoleUrl!, ...args);
  return {
    stack,
    api,
    ask,
    submit: async (form) => {
      const complete = { pathParameters: {}, query: [], headers: [], ...form };
      const headers = { 'content-type': 'application/json' };
      return (await ask('POST', `/api/calls/${api}`, { headers, body: JSON.stringify(complete) })).json;
    },
    stop: async () => {
      await stack.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}
