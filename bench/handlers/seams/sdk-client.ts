import {
  DeleteItemCommand, DeleteItemCommandInput, DynamoDBClient, GetItemCommand, GetItemCommandInput, PutItemCommand, PutItemCommandInput,
  QueryCommand, QueryCommandInput, TransactWriteItemsCommand, TransactWriteItemsCommandInput, UpdateItemCommand, UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { TIME_BUDGET } from '../../../lambda/dynamodb/time-budget';

const client = new DynamoDBClient({
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: TIME_BUDGET.connectTimeout,
    requestTimeout: TIME_BUDGET.requestTimeout,
    throwOnRequestTimeout: true,
  },
  credentials: async () => ({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  }),
});

/**
 * Replaces `lambda/dynamodb/operations.ts`: the same requests by the SDK's own client, over its own request handler. The rehearsal sends
 * one too.
 */
export const deleteItem = async (input: DeleteItemCommandInput) => client.send(new DeleteItemCommand(input));
export const getItem = async (input: GetItemCommandInput) => client.send(new GetItemCommand(input));
export const putItem = async (input: PutItemCommandInput) => client.send(new PutItemCommand(input));
export const query = async (input: QueryCommandInput) => client.send(new QueryCommand(input));
export const transactWriteItems = async (input: TransactWriteItemsCommandInput) => client.send(new TransactWriteItemsCommand(input));
export const updateItem = async (input: UpdateItemCommandInput) => client.send(new UpdateItemCommand(input));
