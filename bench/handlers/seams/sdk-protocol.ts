import {
  DeleteItem$, DeleteItemCommandInput, DeleteItemCommandOutput, GetItem$, GetItemCommandInput, GetItemCommandOutput, PutItem$,
  PutItemCommandInput, PutItemCommandOutput, Query$, QueryCommandInput, QueryCommandOutput, TransactWriteItems$,
  TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput, UpdateItem$, UpdateItemCommandInput, UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { HttpRequest } from '@smithy/core/protocols';
import { TypeRegistry } from '@smithy/core/schema';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { MetadataBearer, StaticOperationSchema } from '@smithy/types';
import { ENDPOINT } from '../../../lambda/dynamodb/endpoint';
import { Exchange } from '../../../lambda/dynamodb/exchange';
import { signer } from '../../../lambda/dynamodb/signer';

const NAMESPACE = 'com.amazonaws.dynamodb';

const protocol = new AwsJson1_0Protocol({
  defaultNamespace: NAMESPACE,
  serviceTarget: 'DynamoDB_20120810',
  errorTypeRegistries: [TypeRegistry.for(NAMESPACE)],
});

const CONTEXT = {
  endpoint: async () => ENDPOINT,
  base64Decoder: fromBase64,
  base64Encoder: toBase64,
  utf8Decoder: fromUtf8,
  utf8Encoder: toUtf8,
  streamCollector: async (body: Uint8Array) => body,
};

function operation<Input extends object, Output extends MetadataBearer>(
  [, namespace, name, traits, input, output]: StaticOperationSchema,
) {
  const schema = { namespace, name, traits, input, output };
  return async (given: Input, exchanged: Exchange): Promise<Output> => {
    const request = await protocol.serializeRequest(schema, given, CONTEXT) as HttpRequest;
    Object.assign(request.headers, { 'host': ENDPOINT.host, 'content-length': `${Buffer.byteLength(request.body)}` });
    return protocol.deserializeResponse<Output>(schema, CONTEXT, await exchanged(await signer.sign(request) as HttpRequest));
  };
}

/** Replaces `lambda/dynamodb/operations.ts`: the same requests by the SDK's protocol and its schemas. */
export const deleteItem = operation<DeleteItemCommandInput, DeleteItemCommandOutput>(DeleteItem$);
export const getItem = operation<GetItemCommandInput, GetItemCommandOutput>(GetItem$);
export const putItem = operation<PutItemCommandInput, PutItemCommandOutput>(PutItem$);
export const query = operation<QueryCommandInput, QueryCommandOutput>(Query$);
export const transactWriteItems = operation<TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput>(TransactWriteItems$);
export const updateItem = operation<UpdateItemCommandInput, UpdateItemCommandOutput>(UpdateItem$);
