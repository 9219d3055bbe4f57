import { Agent, request } from './builtins';
import { sign } from './sign';

const { hostname, port, host } = new URL(
  process.env.AWS_ENDPOINT_URL_DYNAMODB ?? `https://dynamodb.${process.env.AWS_REGION}.amazonaws.com`,
);
const agent = new Agent({ keepAlive: true });

function exchange(method: string, headers: Record<string, string>, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ hostname, port, method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('error', reject).on('end', () => {
        if (response.statusCode === 200) {
          resolve(text);
        } else {
          reject(new Error(text));
        }
      });
    }).on('error', reject).end(body);
  });
}

/** One request to DynamoDB. */
export async function send(action: string, input: object) {
  const body = JSON.stringify({ TableName: process.env.TABLE_NAME, ...input });
  const headers = {
    ...sign({ host, target: `DynamoDB_20120810.${action}`, body, date: new Date() }),
    'content-type': 'application/x-amz-json-1.0',
    'content-length': `${Buffer.byteLength(body)}`,
  };
  return JSON.parse(await exchange('POST', headers, body));
}

/** Connects without a request to DynamoDB: the address answers any GET with its health. */
export const connect = (): Promise<unknown> => exchange('GET', {}).catch(() => {});
