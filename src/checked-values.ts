/** A value as an error shows it. */
export const shown = (value: unknown): string => typeof value === 'function' ? 'a function' : `${JSON.stringify(value)}`;

export function checkedList<Element>(name: string, list: Element[], remedy: string): Element[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw new Error(`"${name}" is ${shown(list)}: ${remedy}`);
  }
  return list;
}

export function checkedText(name: string, text: string, remedy: string): string {
  if (typeof text !== 'string' || text.trim() === '') {
    throw new Error(`"${name}" is ${shown(text)}: ${remedy}`);
  }
  return text;
}
