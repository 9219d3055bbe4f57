/** A line that a function or an API logged. */
export interface LogEntry {
  /** The logical id of the function or API. */
  readonly logicalId: string;
  readonly line: string;
}

/** A decision about access to an API or to another service, in words without credentials. */
export interface AccessDecision {
  /** The authorizer, the role or the policy that decided. */
  readonly by: string;
  readonly allowed: boolean;
  readonly reason: string;
}

/** The events behind one request to an API: decisions about access, and the lines that its functions logged. */
export class Trace {
  readonly decisions: AccessDecision[] = [];
  readonly log: LogEntry[] = [];
  /** The logical id of the function that the method invokes. */
  functionId?: string;
  private listener?: () => void;

  decide(decision: AccessDecision): void {
    this.decisions.push(decision);
    this.listener?.();
  }

  write(entry: LogEntry): void {
    this.log.push(entry);
    this.listener?.();
  }

  /** Calls the listener at each event from now on: a function may log after its response. */
  onLater(listener: () => void): void {
    this.listener = listener;
  }
}
