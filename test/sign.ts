import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

// A dependency of the local stack only.
const { SignatureV4 } = createRequire(join(__dirname, '../local/package.json'))(
  '@smithy/signature-v4',
) as typeof import('@smithy/signature-v4');

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Unsigned {
  readonly url: string;
  readonly method: string;
  /** As it is sent, the query included. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export interface Scope {
  readonly region?: string;
  readonly service?: string;
  readonly date?: Date;
}

const { sha256 } = new DynamoDBClient({ region: 'us-east-1' }).config;

/** A request as its sender gives it to AWS's signer. */
function unsigned({ body, headers, method, path, url }: Unsigned) {
  const { host, hostname } = new URL(url);
  const [pathname, query = ''] = path.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  return {
    method,
    hostname,
    body,
    path: pathname,
    protocol: 'http:',
    headers: { host, ...headers },
    query: Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)])),
  };
}

function signer(credentials: Keys, { region = 'us-east-1', service = 'execute-api' }: Scope) {
  return new SignatureV4({ credentials, region, service, sha256 });
}

/** The headers that a client of API Gateway sends. */
export async function sign(request: Unsigned, credentials: Keys, scope: Scope = {}): Promise<Record<string, string>> {
  return (await signer(credentials, scope).sign(unsigned(request), { signingDate: scope.date })).headers;
}

export interface Presigning extends Scope {
  /** In seconds. */
  readonly expiresIn?: number;
}

/** The path with its signature in the query. */
export async function presign(request: Unsigned, credentials: Keys, { expiresIn, ...scope }: Presigning = {}): Promise<string> {
  const { path, query } = await signer(credentials, scope).presign(unsigned(request), { expiresIn, signingDate: scope.date });
  const parameters = Object.entries(query ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, String(value)]),
  );
  return `${path}?${new URLSearchParams(parameters)}`;
}
