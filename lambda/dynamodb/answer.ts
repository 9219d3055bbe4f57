import {
  ConditionalCheckFailedException, DynamoDBServiceException, TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { HttpResponse } from '@smithy/types';

/** The document of an answer, with the members of an error. */
interface Document {
  readonly __type?: unknown;
  readonly code?: unknown;
  readonly Item?: ConditionalCheckFailedException['Item'];
  readonly CancellationReasons?: TransactionCanceledException['CancellationReasons'];
}

/** The errors with members of their own, each with the SDK's class for it. */
const CLASSES = { ConditionalCheckFailedException, TransactionCanceledException };

const isOwnClass = (name: string): name is keyof typeof CLASSES => Object.hasOwn(CLASSES, name);

/**
 * The output of an operation in an answer of the protocol.
 *
 * @throws DynamoDBServiceException when it is an error, SyntaxError when it is not JSON
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function outputOf<Output>({ statusCode, headers, body }: HttpResponse): Output {
  const document: Document = { ...(body.length > 0 && JSON.parse(body.toString())) };
  const $metadata = { httpStatusCode: statusCode, requestId: headers['x-amzn-requestid'] };
  if (statusCode < 300) {
    return { ...document, $metadata } as Output;
  }
  const { Item, CancellationReasons } = document;
  const name = errorName(document.__type ?? document.code ?? headers['x-amzn-errortype']);
  // Its own message, which quotes the request, is left out.
  const options = { name, message: 'an error of DynamoDB', $fault: statusCode < 500 ? 'client' : 'server', $metadata, Item, CancellationReasons } as const;
  throw isOwnClass(name) ? new CLASSES[name](options) : new DynamoDBServiceException(options);
}

/** The name in the identifier of an error, between its namespace and its URL. DynamoDB names its errors; a middlebox does not. */
const errorName = (identifier: unknown): string =>
  typeof identifier === 'string' ? identifier.replace(/[^#,:]*#|[,:].*/gs, '') : 'Unknown';
