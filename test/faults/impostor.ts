import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { HostileAnswer } from './hostile-answer';

/** A server in place of DynamoDB that gives the answers of a script. */
export class Impostor {
  answer: HostileAnswer = { status: 200, body: '{}' };

  private readonly server = createServer((request, response) => {
    const { status, body } = this.answer;
    request.resume().on('end', () => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
