import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { HOST, listen } from '../../local/machine/loopback';
import { call } from '../http';

/** A request to DynamoDB, and the units that its answer says it has consumed; undefined when the answer does not say. */
export interface Metered {
  readonly action: string;
  readonly units?: number;
}

interface ConsumedCapacity {
  readonly CapacityUnits: number;
}

/** The headers that DynamoDB needs in addition to the body. */
const PASSED_ON = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

/** Stands between an API and its DynamoDB, and reads what each request consumes. */
export class CapacityMeter {
  private metered: Metered[] = [];
  private readonly server = createServer((incoming, response) => { void this.pass(incoming, response); });

  /** Once it listens. */
  endpoint = '';

  constructor(private readonly engine: string) {}

  /** Resolves to the meter's endpoint. */
  async listen(): Promise<string> {
    this.endpoint = `http://${HOST}:${await listen(this.server, 0)}`;
    return this.endpoint;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The requests to DynamoDB for one answer. */
  async during<Answer>(request: () => Promise<Answer>): Promise<{ answer: Answer; metered: Metered[] }> {
    this.metered = [];
    const answer = await request();
    return { answer, metered: [...this.metered] };
  }

  private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.headers['x-amz-target'] === undefined) {
      // The functions' warm-up, which asks nothing.
      response.end('healthy');
      return;
    }
    const headers = Object.fromEntries(PASSED_ON.map((name) => [name, `${incoming.headers[name]}`]));
    const { status, text, json } = await call(this.engine, 'POST', '/', { headers, body: await buffer(incoming) });
    this.metered.push({ action: headers['x-amz-target'].split('.')[1], units: total(json.ConsumedCapacity) });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  }
}

/** A transaction's consumption is told for each table. */
function total(consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number | undefined {
  return consumed && [consumed].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}
