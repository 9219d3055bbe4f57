import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';

const REQUEST_START = 'http.server.request.start';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The requests that reach the servers of this process, including preflights, which a page does not see. */
export class Wire {
  private exchanges: (Exchange & { port?: number })[] = [];

  listen(): void {
    subscribe(REQUEST_START, this.record);
  }

  forget(): void {
    this.exchanges = [];
  }

  /** The exchanges with the server of this URL, in order. */
  with(url: string): Exchange[] {
    return this.exchanges.filter(({ port }) => port === Number(new URL(url).port));
  }

  /** The methods of the requests to the server of this URL. */
  methods(url: string): (string | undefined)[] {
    return this.with(url).map(({ request }) => request.method);
  }

  close(): void {
    unsubscribe(REQUEST_START, this.record);
  }

  private readonly record = (message: unknown): void => {
    const exchange = message as Exchange;
    this.exchanges.push({ ...exchange, port: exchange.request.socket.localPort });
  };
}
