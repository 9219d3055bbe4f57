/** Stands in for the SDK's request handler: the client is given the functions' own. */
export const NodeHttpHandler = { create: <Handler>(handler: Handler): Handler => handler };
export const streamCollector = async () => {
  throw new Error('the request handler reads answers whole');
};
