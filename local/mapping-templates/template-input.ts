import { javaValue } from './java-text';
import { jsonPath } from './json-path';

/** The parameters of a request, by location. */
export interface TemplateParameters {
  readonly path: Record<string, string>;
  readonly querystring: Record<string, string>;
  readonly header: Record<string, string>;
}

/** The `$input` of a mapping template. */
export class TemplateInput {
  readonly body: string;

  constructor(body: string, private readonly parameters: TemplateParameters) {
    this.body = body || '{}';
  }

  /** The JSON text of the value at a JSONPath. */
  json(path: string): string {
    return JSON.stringify(this.valueAt(path) ?? '');
  }

  path(path: string): unknown {
    return javaValue(this.valueAt(path));
  }

  /** All parameters, or the first with a name: in the path, the query or the headers. */
  params(name?: string): unknown {
    if (name === undefined) {
      return this.parameters;
    }
    const { header, path, querystring } = this.parameters;
    return path[name] ?? querystring[name] ?? header[name] ?? '';
  }

  private valueAt(path: string): unknown {
    try {
      return jsonPath(JSON.parse(this.body), path);
    } catch {
      return undefined;
    }
  }
}
