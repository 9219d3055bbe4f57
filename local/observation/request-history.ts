import { ObservedRequest } from './observed-request';

const MAX_REQUESTS = 500;
const MAX_BYTES = 16 * 1024 * 1024;

/** The latest requests to the stack. */
export class RequestHistory {
  private readonly requests = new Map<string, ObservedRequest>();
  private readonly listeners = new Set<(request: ObservedRequest) => void>();
  private bytes = 0;

  /** The oldest first. */
  list(): ObservedRequest[] {
    return [...this.requests.values()];
  }

  find(requestId: string): ObservedRequest | undefined {
    return this.requests.get(requestId);
  }

  /** Calls the listener with each request that is answered, and again when it gets a late log line. Returns a function that ends this. */
  subscribe(listener: (request: ObservedRequest) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  add(request: ObservedRequest): void {
    this.requests.set(request.requestId, request);
    this.bytes += size(request);
    for (const oldest of this.requests.values()) {
      if (this.requests.size <= MAX_REQUESTS && this.bytes <= MAX_BYTES) {
        break;
      }
      this.requests.delete(oldest.requestId);
      this.bytes -= size(oldest);
    }
    this.changed(request);
  }

  /** Reports a late event of a request. */
  changed(request: ObservedRequest): void {
    this.listeners.forEach((listener) => listener(request));
  }
}

function size({ request, response }: ObservedRequest): number {
  return request.body.length + response.body.length;
}
