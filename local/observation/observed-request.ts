import { AccessDecision, LogEntry } from './trace';

/** The headers and the body of a request or a response. They can contain credentials, so they are never printed. */
export interface ObservedMessage {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer;
}

/** A request that an API has answered. */
export interface ObservedRequest {
  /** The `x-amzn-RequestId` of the response, and `requestContext.requestId` in the function's event. */
  readonly requestId: string;
  /** The time of its arrival, in milliseconds since 1970. */
  readonly time: number;
  /** The duration until its response was complete. */
  readonly milliseconds: number;
  readonly stackName: string;
  /** The logical id of the API. */
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  /** As the client sent it, including the stage or the base path. */
  readonly path: string;
  readonly query: string;
  /** The resource that the path selects, such as `/notes/{userId}`; undefined if there is none. */
  readonly resourcePath?: string;
  /** The logical id of the function that the method invoked. */
  readonly functionId?: string;
  readonly status: number;
  /** The gateway response, if API Gateway itself responded. */
  readonly gatewayResponse?: { readonly type: string; readonly reason: string };
  /** In the order in which they were made. */
  readonly decisions: readonly AccessDecision[];
  /** Lines can be added after the response. */
  readonly log: readonly LogEntry[];
  readonly request: ObservedMessage;
  readonly response: ObservedMessage;
}
