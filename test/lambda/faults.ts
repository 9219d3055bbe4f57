import { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** The answer of the engine. */
export interface EngineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A fault of a request on its way to DynamoDB and back. */
export interface Fault {
  /** Whether DynamoDB carries the request out. */
  readonly isCarriedOut: boolean;
  /** How long the request is held before that. */
  readonly heldMillis?: number;
  /** How long the answer is held. */
  readonly delayMillis?: number;
  /** Returns the rest of an answer. */
  readonly answer: (response: ServerResponse, carriedOut: EngineAnswer | undefined, pace: number) => void;
  /** Whether it leaves a request with these headers alone. */
  readonly spares?: (headers: IncomingHttpHeaders) => boolean;
  /** Whether only the caller's time limit ends it. */
  readonly isTimed?: boolean;
  /** False when no connection is made: such attempts never arrive at a proxy. */
  readonly connects?: boolean;
  /** Whether a function has to survive it: when it happens once, or always, or not at all. */
  readonly survived: 'once' | 'always' | 'never';
}

type Answer = Fault['answer'];

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.0' };
const DRIP_MILLIS = 50;
const HOUR_MILLIS = 3_600_000;
/** Signatures are valid for five minutes. */
const TOLERANCE_MILLIS = 300_000;

const none: Answer = () => {};
const broken: Answer = (response) => { response.destroy(); };
const whole: Answer = (response, { status, headers, body } = NOTHING) => { response.writeHead(status, headers).end(body); };
const empty: Answer = (response) => answerJson(response, 200, {});
const page = (status: number): Answer => (response) => { response.writeHead(status, { 'content-type': 'text/html' }).end('<html>'); };

const NOTHING: EngineAnswer = { status: 200, headers: JSON_TYPE, body: Buffer.from('{"ConsumedCapacity":{"TableName":"Notes"}}') };

/** The headers, and then a body that stops in the middle. */
const stalling: Answer = (response, { status, headers, body } = NOTHING) => {
  response.writeHead(status, { ...headers, 'content-length': body.length }).write(body.subarray(0, body.length / 2));
};

/** The headers, and then a body that takes seconds. */
const dripping: Answer = (response, { status, headers, body } = NOTHING, pace) => {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  let sent = 0;
  const timer = setInterval(() => response.write(body.subarray(sent, ++sent)), DRIP_MILLIS * pace);
  response.on('close', () => clearInterval(timer));
};

const halved: Answer = (response, { status, headers, body } = NOTHING) => {
  const half = body.subarray(0, body.length / 2);
  response.writeHead(status, { ...headers, 'content-length': half.length }).end(half);
};

/** Announces a longer body than it sends, or a shorter one. */
const miscounted = (by: number): Answer => (response, { status, headers, body } = NOTHING) => {
  response.writeHead(status, { ...headers, 'content-length': body.length + by }).write(body, () => response.destroy());
};

const refusal = (name: string, members: object = {}, status = 400): Answer => (response) =>
  answerJson(response, status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...members });

const cancellation = (...codes: string[]): Answer =>
  refusal('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

const notCarriedOut = (answer: Answer, survived: Fault['survived'] = 'once'): Fault => ({ isCarriedOut: false, answer, survived });
const carriedOut = (answer: Answer, delayMillis?: number): Fault => ({ isCarriedOut: true, delayMillis, answer, survived: 'once' });
const timed = (fault: Fault): Fault => ({ ...fault, isTimed: true });
const late = (heldMillis: number): Fault => timed({ isCarriedOut: true, heldMillis, answer: whole, survived: 'once' });

/** A DynamoDB whose clock differs: it refuses requests that are not signed at its own time, and returns that time. */
function skewed(millis: number, name: string, members: object = {}): Fault {
  const clock = () => Date.now() + millis;
  return {
    isCarriedOut: false,
    survived: 'always',
    spares: ({ 'x-amz-date': signed }) => Math.abs(timeOf(`${signed}`) - clock()) < TOLERANCE_MILLIS,
    answer: (response, ...others) => {
      response.setHeader('Date', new Date(clock()).toUTCString());
      refusal(name, members)(response, ...others);
    },
  };
}

/** The time in the basic format of ISO 8601. */
const timeOf = (basic: string): number => Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
}

/** Every kind of fault. */
export const FAULTS = {
  // Carried out, and the answer is spoiled.
  lost: carriedOut(broken),
  slow700: timed(carriedOut(whole, 700)),
  slow2000: timed(carriedOut(whole, 2_000)),
  stalledAnswer: timed(carriedOut(stalling)),
  drippingAnswer: timed(carriedOut(dripping)),
  halvedAnswer: carriedOut(halved),
  overstatedLength: carriedOut(miscounted(10)),
  understatedLength: carriedOut(miscounted(-10)),
  emptiedAnswer: carriedOut(empty),
  badGatewayAfter: carriedOut(page(502)),
  serverErrorAfter: carriedOut(refusal('InternalServerError', {}, 500)),
  // Carried out after the caller has given up.
  late700: late(700),
  late2000: late(2_000),
  // Not carried out.
  reset: notCarriedOut(broken),
  refused: { ...notCarriedOut(broken), connects: false },
  hang: timed(notCarriedOut(none)),
  stall: timed(notCarriedOut(stalling)),
  drip: timed(notCarriedOut((response, _, pace) => {
    response.writeHead(200, JSON_TYPE);
    const timer = setInterval(() => response.write(' '), DRIP_MILLIS * pace);
    response.on('close', () => clearInterval(timer));
  })),
  /** The answer of a broken middlebox: successful, and empty. */
  empty: notCarriedOut(empty),
  garbage: notCarriedOut(page(200)),
  internalPage: notCarriedOut(page(500)),
  badGateway: notCarriedOut(page(502)),
  unavailable: notCarriedOut(page(503)),
  /** A proxy that refuses: DynamoDB names its errors. */
  forbidden: notCarriedOut((response) => { response.writeHead(403).end(); }),
  serverError: notCarriedOut(refusal('InternalServerError', {}, 500)),
  throttled: notCarriedOut(refusal('ProvisionedThroughputExceededException')),
  throttling: notCarriedOut(refusal('ThrottlingException')),
  requestLimit: notCarriedOut(refusal('RequestLimitExceeded')),
  /** A write of one item meets a transaction. */
  conflicting: notCarriedOut(refusal('TransactionConflictException')),
  /** Replicas of a strongly consistent table write at the same time. */
  replicaConflict: notCarriedOut(refusal('ReplicatedWriteConflictException')),
  expiredAhead: skewed(HOUR_MILLIS, 'InvalidSignatureException', { message: 'Signature expired: it is now later' }),
  expiredBehind: skewed(-HOUR_MILLIS, 'InvalidSignatureException', { message: 'Signature not yet current' }),
  tooSkewed: skewed(HOUR_MILLIS, 'RequestTimeTooSkewed'),
  requestExpired: skewed(HOUR_MILLIS, 'RequestExpired'),
  denied: notCarriedOut(refusal('AccessDeniedException', { Message: 'not authorized for S3cretUser' }), 'never'),
  badSignature: notCarriedOut(refusal('InvalidSignatureException'), 'never'),
  invalid: notCarriedOut(refusal('ValidationException'), 'never'),
  unknownOperation: notCarriedOut(refusal('UnknownOperationException'), 'never'),
  transactionInProgress: notCarriedOut(refusal('TransactionInProgressException')),
  transactionConflict: notCarriedOut(cancellation('TransactionConflict', 'None'), 'never'),
  /** The partition of the note is busy, not its record's. */
  transactionThrottled: notCarriedOut(cancellation('None', 'ThrottlingError')),
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** No fault at all. */
export const PASS: Fault = { isCarriedOut: true, answer: whole, survived: 'always' };
