import { javaText, javaValue } from './java-text';

const ESCAPES: Record<string, string> = {
  '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', "'": "\\'", '/': '\\/', '\\': '\\\\',
};

/** The `$util` of a mapping template. */
export class TemplateUtil {
  base64Decode(text: unknown): string {
    return Buffer.from(javaText(text), 'base64').toString();
  }

  base64Encode(text: unknown): string {
    return Buffer.from(javaText(text)).toString('base64');
  }

  /** Escapes single quotes, too, which JSON does not allow. */
  escapeJavaScript(text: unknown): string {
    return javaText(text).replace(/[\b\t\n\f\r"'/\\]|[^ -~]/g, (character) => ESCAPES[character] ?? `\\u${code(character)}`);
  }

  parseJson(text: unknown): unknown {
    return javaValue(JSON.parse(javaText(text)));
  }

  /** As in a form: a space is a plus. */
  urlDecode(text: unknown): string {
    return decodeURIComponent(javaText(text).replaceAll('+', ' '));
  }

  urlEncode(text: unknown): string {
    return encodeURIComponent(javaText(text)).replace(/[!'()~]|%20/g, (token) => (token === '%20' ? '+' : `%${code(token).slice(2)}`));
  }
}

function code(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
