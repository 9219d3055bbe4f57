import { HOST } from '../machine/loopback';

/** A port at which one function can be debugged. Its environments follow one another, also over deployments. */
export class Inspector {
  private free: Promise<void> = Promise.resolve();

  constructor(readonly name: string, readonly port: number) {}

  get address(): string {
    return `${HOST}:${this.port}`;
  }

  /** Waits until the port is free. Resolves to the function that frees it again. */
  async take(): Promise<() => void> {
    const { free } = this;
    let release!: () => void;
    this.free = new Promise((resolve) => { release = resolve; });
    await free;
    return release;
  }
}
