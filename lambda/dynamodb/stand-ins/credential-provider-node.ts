/** Stands in for the SDK's chain of credential sources, a third of the bundle: the client is given its credentials. */
export const defaultProvider = () => async () => {
  throw new Error('the functions take their credentials from the environment alone');
};
