import { Exchange } from './exchange';
import { HttpResponse } from './http';

/** The AccessLogSetting of a stage. */
export interface AccessLogSetting {
  readonly Format?: string;
}

/** The value of a variable that is not set. */
const NONE = '-';

/** Writes a line for each request to a stage, in the stage's format. */
export class AccessLog {
  constructor(private readonly setting: AccessLogSetting | undefined, private readonly write: (line: string) => void) {}

  record({ requestContext }: Exchange, { body, statusCode }: HttpResponse, milliseconds: number): void {
    if (this.setting?.Format === undefined) {
      return;
    }
    const context = {
      ...requestContext,
      responseLatency: Math.round(milliseconds),
      responseLength: Buffer.byteLength(body),
      status: statusCode,
    };
    this.write(this.setting.Format.replace(/\$context((?:\.\w+)+)/g, (_variable, path: string) => valueAt(context, path)));
  }
}

function valueAt(context: object, path: string): string {
  let value: unknown = context;
  for (const name of path.slice(1).split('.')) {
    value = Object.hasOwn(Object(value), name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value === undefined || value === '' || typeof value === 'object' ? NONE : String(value);
}
