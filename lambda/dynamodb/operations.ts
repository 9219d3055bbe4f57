import type {
  DeleteItemCommandInput, DeleteItemCommandOutput, GetItemCommandInput, GetItemCommandOutput, PutItemCommandInput, PutItemCommandOutput,
  QueryCommandInput, QueryCommandOutput, TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput, UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { operation } from './operation';

export const deleteItem = operation<DeleteItemCommandInput, DeleteItemCommandOutput>('DeleteItem');
export const getItem = operation<GetItemCommandInput, GetItemCommandOutput>('GetItem');
export const putItem = operation<PutItemCommandInput, PutItemCommandOutput>('PutItem');
export const query = operation<QueryCommandInput, QueryCommandOutput>('Query');
export const transactWriteItems = operation<TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput>('TransactWriteItems');
export const updateItem = operation<UpdateItemCommandInput, UpdateItemCommandOutput>('UpdateItem');
