import { Endpoint } from './custom-integration';
import { ApiFault } from './gateway-error';
import { HeaderList } from './http';

/** MOCK: the status in the request template's output is the answer. */
export const mockEndpoint: Endpoint = async ({ body }) => {
  // A regular expression, because API Gateway also accepts names without quotes.
  const status = /["']?statusCode["']?\s*:\s*"?(\d{3})/.exec(body.toString())?.[1];
  if (!status) {
    throw new ApiFault('API_CONFIGURATION_ERROR', 'the request template sets no statusCode');
  }
  return { statusCode: Number(status), headers: new HeaderList([]), body: Buffer.of() };
};
