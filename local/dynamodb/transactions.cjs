'use strict';

// Adds transactions, which dynalite does not support. Its own actions run on a staged store, which is then written in one batch.
const { createHash, randomUUID } = require('node:crypto');
const { buffer } = require('node:stream/consumers');
const { promisify } = require('node:util');
const db = require('dynalite/db');
const validations = require('dynalite/validations');

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810';
const MAX_ITEMS = 100;

/** How long a repeated token identifies the same transaction. */
const TOKEN_MS = 10 * 60 * 1_000;

/** The parts of transactions, with dynalite's validation and action for each. */
const PARTS = {
  ConditionCheck: { validation: require('dynalite/validations/deleteItem'), action: checkCondition },
  Delete: { validation: require('dynalite/validations/deleteItem'), action: require('dynalite/actions/deleteItem') },
  Get: { validation: require('dynalite/validations/getItem'), action: require('dynalite/actions/getItem') },
  Put: { validation: require('dynalite/validations/putItem'), action: require('dynalite/actions/putItem') },
  Update: { validation: require('dynalite/validations/updateItem'), action: require('dynalite/actions/updateItem') },
};

const ALLOWED = { TransactGetItems: ['Get'], TransactWriteItems: ['ConditionCheck', 'Delete', 'Put', 'Update'] };

/** Answers the transactions of a server; while one is carried out, no other request is. */
function withTransactions(server, store) {
  const transactions = new Transactions(store);
  const gate = new Gate();
  const answers = server.listeners('request');
  server.removeAllListeners('request').on('request', (request, response) => {
    const [, operation] = /^DynamoDB_20120810\.(TransactGetItems|TransactWriteItems)$/.exec(request.headers['x-amz-target']) ?? [];
    const closed = new Promise((resolve) => response.once('close', resolve));
    if (!operation) {
      gate.shared(() => {
        answers.forEach((answer) => answer.call(server, request, response));
        return closed;
      });
      return;
    }
    buffer(request)
      .then((body) => gate.exclusive(async () => {
        const { statusCode, output } = await transactions.answer(operation, body);
        response.writeHead(statusCode, { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': randomUUID() });
        response.end(JSON.stringify(output));
      }))
      .catch(() => response.destroy());
  });
  return server;
}

/** A lock that many can share, or one can hold alone, in the order in which they ask for it. */
class Gate {
  #alone = Promise.resolve();
  #inside = new Set();

  async shared(pass) {
    await this.#alone;
    const passed = Promise.resolve(pass()).finally(() => this.#inside.delete(passed));
    this.#inside.add(passed);
    return passed;
  }

  async exclusive(pass) {
    const before = this.#alone;
    const passed = before.then(() => Promise.allSettled(this.#inside)).then(pass);
    this.#alone = passed.catch(() => undefined);
    return passed;
  }
}

class Transactions {
  #store;
  #tokens = new Map();

  constructor(store) {
    this.#store = store;
  }

  async answer(operation, body) {
    try {
      const input = parse(body);
      return { statusCode: 200, output: await (operation === 'TransactGetItems' ? this.#read(input) : this.#writeOnce(input)) };
    } catch (error) {
      if (!error.statusCode) throw error;
      return { statusCode: error.statusCode, output: error.body };
    }
  }

  async #read(input) {
    const parts = this.#parts(input, 'TransactGetItems');
    const outcomes = await this.#carryOut(parts, this.#store);
    return { Responses: outcomes.map(({ Item }) => Item ? { Item } : {}), ...consumed(outcomes) };
  }

  /** A transaction with the token of an earlier one is not carried out again. */
  async #writeOnce({ ClientRequestToken: token, ...input }) {
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    const earlier = token !== undefined && this.#tokens.get(token);
    if (earlier && earlier.until > Date.now()) {
      if (earlier.digest !== digest) throw failure('IdempotentParameterMismatchException', 'The request uses the same client token as a previous, but non-identical request.');
      return earlier.output;
    }
    const output = await this.#write(input);
    if (token !== undefined) this.#tokens.set(token, { digest, output, until: Date.now() + TOKEN_MS });
    return output;
  }

  async #write(input) {
    const parts = this.#parts(input, 'TransactWriteItems');
    await this.#assertDistinct(parts);
    const staged = stagedStore(this.#store);
    const outcomes = await this.#carryOut(parts, staged);
    if (staged.changes.size) await promisify(this.#store.db.batch)([...staged.changes.values()]);
    return consumed(outcomes);
  }

  /** The outcome of every part; throws if one fails. */
  async #carryOut(parts, store) {
    const outcomes = [];
    for (const { action, data } of parts) {
      outcomes.push(await promisify(action)(store, data).catch((error) => {
        if (!error.statusCode || error.body.__type.endsWith('#ResourceNotFoundException')) throw error;
        return { error };
      }));
    }
    if (!outcomes.some(({ error }) => error)) return outcomes;
    const reasons = await Promise.all(outcomes.map(({ error }, at) => this.#reason(parts[at], error)));
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`;
    const cancelled = failure('TransactionCanceledException', message);
    // Coral capitalises this member here.
    cancelled.body = { __type: cancelled.body.__type, Message: message, CancellationReasons: reasons };
    throw cancelled;
  }

  async #reason({ data, key, returnsItem }, error) {
    if (!error) return { Code: 'None' };
    const { message: Message = error.body.Message } = error.body;
    if (!error.body.__type.endsWith('#ConditionalCheckFailedException')) return { Code: 'ValidationError', Message };
    const Item = returnsItem ? await stored(this.#store, data.TableName, await key()) : undefined;
    return { Code: 'ConditionalCheckFailed', Message, ...Item && { Item } };
  }

  #parts({ ReturnConsumedCapacity, TransactItems }, operation) {
    if (!Array.isArray(TransactItems) || !TransactItems.length || TransactItems.length > MAX_ITEMS) {
      throw validationError(`1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length between 1 and ${MAX_ITEMS}`);
    }
    return TransactItems.map((one) => {
      const [[name, input] = [], ...others] = Object.entries(one ?? {});
      if (!ALLOWED[operation].includes(name) || others.length) {
        throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
      }
      const { action, validation } = PARTS[name];
      const data = validations.checkTypes({ ...input, ReturnConsumedCapacity }, validation.types);
      validations.checkValidations(data, validation.types, validation.custom, this.#store);
      return {
        action,
        data,
        returnsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
        key: async () => db.createKey(data.Key ?? data.Item, await tableOf(this.#store, data.TableName)),
      };
    });
  }

  async #assertDistinct(parts) {
    const keys = await Promise.all(parts.map(async ({ data, key }) => `${data.TableName}/${await key()}`));
    if (new Set(keys).size < keys.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
  }
}

/** The capacity that a transaction consumes: twice that of its parts. */
function consumed(outcomes) {
  const capacities = outcomes.flatMap(({ ConsumedCapacity }) => ConsumedCapacity ?? []);
  const names = [...new Set(capacities.map(({ TableName }) => TableName))];
  return names.length ? { ConsumedCapacity: names.map((name) => sum(capacities.filter(({ TableName }) => TableName === name))) } : {};
}

function sum(capacities) {
  const [{ GlobalSecondaryIndexes, LocalSecondaryIndexes, Table, TableName }] = capacities;
  const units = (numbers) => 2 * numbers.reduce((total, one = 0) => total + one, 0);
  const ofIndexes = (kind) => Object.fromEntries([...new Set(capacities.flatMap((one) => Object.keys(one[kind] ?? {})))]
    .map((index) => [index, { CapacityUnits: units(capacities.map((one) => one[kind]?.[index]?.CapacityUnits)) }]));
  return {
    TableName,
    CapacityUnits: units(capacities.map(({ CapacityUnits }) => CapacityUnits)),
    ...Table && { Table: { CapacityUnits: units(capacities.map((one) => one.Table.CapacityUnits)) } },
    ...GlobalSecondaryIndexes && { GlobalSecondaryIndexes: ofIndexes('GlobalSecondaryIndexes') },
    ...LocalSecondaryIndexes && { LocalSecondaryIndexes: ofIndexes('LocalSecondaryIndexes') },
  };
}

/** A store that reads what the other one has, and keeps changes to itself. */
function stagedStore(store) {
  const changes = new Map();
  const staged = (prefix, real) => ({
    lock: (_key, locked) => locked((callback) => callback),
    get: (key, callback) => {
      const change = changes.get(prefix + key);
      if (change) setImmediate(callback, null, change.value);
      else real.get(key, callback);
    },
    put: (key, value, callback) => {
      changes.set(prefix + key, { type: 'put', key: prefix + key, value });
      setImmediate(callback, null);
    },
    del: (key, callback) => {
      changes.set(prefix + key, { type: 'del', key: prefix + key });
      setImmediate(callback, null);
    },
  });
  return {
    ...store,
    changes,
    getItemDb: (name) => staged(`item-${name}~`, store.getItemDb(name)),
    getIndexDb: (type, table, index) => staged(`index-${type.toLowerCase()}~${table}~${index}~`, store.getIndexDb(type, table, index)),
  };
}

function checkCondition(store, data, callback) {
  store.getTable(data.TableName, (error, table) => {
    const invalid = error ?? db.validateKey(data.Key, table);
    if (invalid) callback(invalid);
    else stored(store, data.TableName, db.createKey(data.Key, table)).then((item) => {
      callback(db.checkConditional(data, item) ?? null, { ConsumedCapacity: db.addConsumedCapacity(data, false, item) });
    }, callback);
  });
}

async function tableOf(store, name) {
  return promisify(store.getTable)(name);
}

async function stored(store, table, key) {
  return promisify(store.getItemDb(table).get)(key).catch((error) => {
    if (error.name !== 'NotFoundError') throw error;
    return undefined;
  });
}

function parse(body) {
  try {
    return Object(JSON.parse(body));
  } catch {
    throw Object.assign(new Error(), { statusCode: 400, body: { __type: 'com.amazon.coral.service#SerializationException' } });
  }
}

function failure(type, message) {
  return Object.assign(new Error(message), { statusCode: 400, body: { __type: `${NAMESPACE}#${type}`, message } });
}

function validationError(message) {
  return Object.assign(new Error(message), { statusCode: 400, body: { __type: 'com.amazon.coral.validate#ValidationException', message } });
}

module.exports = { withTransactions };
