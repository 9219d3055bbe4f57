import {
  ALGORITHM_IDENTIFIER, ALGORITHM_QUERY_PARAM, AMZ_DATE_QUERY_PARAM, CREDENTIAL_QUERY_PARAM, EXPIRES_QUERY_PARAM, MAX_PRESIGNED_TTL,
  SIGNATURE_QUERY_PARAM, SIGNED_HEADERS_QUERY_PARAM, TOKEN_HEADER, TOKEN_QUERY_PARAM,
} from '@smithy/signature-v4';
import { ReceivedRequest } from './canonical-request';
import { SignatureError } from './signature-error';

/** The signature of a request, with its parameters. */
export interface Signature {
  readonly accessKeyId: string;
  readonly date: Date;
  /** The date in the Credential's scope. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken?: string;
  /** How long the signature is valid, in seconds. */
  readonly validity: number;
  /** Whether the signature is in the query, which is then signed without it. */
  readonly presigned: boolean;
}

/** The maximum difference between a client's clock and AWS's. */
export const CLOCK_SKEW_SECONDS = 5 * 60;

/** The names of a signature's parameters in the Authorization header, and in a query. */
const PARAMETERS = { Credential: CREDENTIAL_QUERY_PARAM, Signature: SIGNATURE_QUERY_PARAM, SignedHeaders: SIGNED_HEADERS_QUERY_PARAM };

type Parameters = Record<keyof typeof PARAMETERS, string>;

/** Reads a request's signature from its Authorization header, or from its query when it is presigned. */
export function readSignature(request: ReceivedRequest): Signature {
  const query = parameters(request.query);
  if (request.headers.authorization) {
    return fromHeader(request, request.headers.authorization);
  }
  if (query[ALGORITHM_QUERY_PARAM]) {
    return fromQuery(query);
  }
  throw new SignatureError('MissingAuthenticationToken');
}

/** The access key and the service that an unchecked signature names. */
export function credentialScope({ headers, query }: ReceivedRequest): { accessKeyId?: string; service?: string } {
  const credential = /\bCredential=([^\s,]+)/.exec(headers.authorization ?? '')?.[1] ?? parameters(query)[CREDENTIAL_QUERY_PARAM]?.[0] ?? '';
  const [accessKeyId, , , service] = credential.split('/');
  return { accessKeyId, service };
}

function fromHeader({ headers }: ReceivedRequest, authorization: string): Signature {
  const [algorithm, ...rest] = authorization.trim().split(/\s+/);
  const given = Object.fromEntries(rest.join('').split(',').map((parameter) => parameter.split(/=(.*)/s)));
  const date = headers['x-amz-date'] ?? headers.date;
  const problems = [
    ...Object.keys(PARAMETERS).filter((name) => !given[name]).map((name) => `Authorization header requires '${name}' parameter.`),
    ...date ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."],
  ];
  if (problems.length) {
    throw new SignatureError('IncompleteSignature', problems.join(' '));
  }
  return {
    ...read(algorithm, given as Parameters, date),
    sessionToken: headers[TOKEN_HEADER],
    validity: CLOCK_SKEW_SECONDS,
    presigned: false,
  };
}

function fromQuery(query: Record<string, string[]>): Signature {
  const missing = [...Object.values(PARAMETERS), AMZ_DATE_QUERY_PARAM, EXPIRES_QUERY_PARAM].filter((name) => query[name]?.length !== 1);
  if (missing.length) {
    throw new SignatureError('IncompleteSignature', `AWS query-string parameters must include each of these once: ${missing.join(', ')}.`);
  }
  const given = Object.fromEntries(Object.entries(PARAMETERS).map(([name, inQuery]) => [name, query[inQuery][0]])) as Parameters;
  const [[algorithm], [date], [expires]] = [ALGORITHM_QUERY_PARAM, AMZ_DATE_QUERY_PARAM, EXPIRES_QUERY_PARAM].map((name) => query[name]);
  const validity = Number(expires);
  if (!(validity >= 1 && validity <= MAX_PRESIGNED_TTL)) {
    throw new SignatureError('IncompleteSignature', `X-Amz-Expires must be from 1 to ${MAX_PRESIGNED_TTL} seconds.`);
  }
  return { ...read(algorithm, given, date), sessionToken: query[TOKEN_QUERY_PARAM]?.join(), validity, presigned: true };
}

function read(algorithm: string, { Credential, Signature, SignedHeaders }: Parameters, date: string) {
  if (algorithm !== ALGORITHM_IDENTIFIER) {
    throw new SignatureError('IncompleteSignature', `Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const [accessKeyId, scopeDate, region, service, terminator, ...more] = Credential.split('/');
  if (terminator !== 'aws4_request' || more.length) {
    throw new SignatureError(
      'IncompleteSignature',
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  }
  return {
    accessKeyId,
    scopeDate,
    region,
    service,
    date: signingDate(date),
    signedHeaders: SignedHeaders.split(';'),
    signature: Signature,
  };
}

/** Parses ISO 8601's basic format. */
function signingDate(text: string): Date {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const date = new Date(iso);
  if (iso === text || Number.isNaN(date.getTime())) {
    throw new SignatureError('IncompleteSignature', "Date must be in ISO-8601 'basic format'.");
  }
  return date;
}

function parameters(query: string): Record<string, string[]> {
  const parsed = new URLSearchParams(query);
  return Object.fromEntries([...new Set(parsed.keys())].map((name) => [name, parsed.getAll(name)]));
}
