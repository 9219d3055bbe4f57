import { ServerResponse } from 'node:http';

/** How long events are collected, so that a load test does not send an event for each request. */
const DELAY_MS = 100;

/** The limit on unread bytes of a slow page. Above it the connection is closed; the page reconnects and gets the history again. */
const MAX_PENDING_BYTES = 4 * 1024 * 1024;

/** Sends values to a page as server-sent events. Of values with the same key, it sends the last one. */
export class EventStream<Value> {
  private readonly pending = new Map<string, Value>();
  private timer?: NodeJS.Timeout;

  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    response.on('close', () => clearTimeout(this.timer));
  }

  add(key: string, value: Value): void {
    this.pending.set(key, value);
    this.timer ??= setTimeout(() => this.flush(), DELAY_MS);
  }

  /** Sends an event of another type at once. */
  send(type: string, value: unknown): void {
    this.response.write(`event: ${type}\ndata: ${JSON.stringify(value)}\n\n`);
  }

  private flush(): void {
    this.timer = undefined;
    this.send('requests', [...this.pending.values()]);
    this.pending.clear();
    if (this.response.writableLength > MAX_PENDING_BYTES) {
      this.response.destroy();
    }
  }
}
