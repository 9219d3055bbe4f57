/** The forms of a text in a log: plain, escaped for URLs or JSON, or inside a text in Base64 or hexadecimal. */
function forms(text: string): string[] {
  const bytes = Buffer.from(text);
  // The Base64 of a text depends on its position within three bytes. Its first and last characters also depend on its neighbours.
  const inside = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before && before + 1, -1),
  );
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    bytes.toString('hex'),
    ...inside,
    ...inside.map((part) => part.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** No line contains any of these texts in any form. */
export function expectUnlogged(logs: readonly string[], planted: readonly string[]): void {
  const all = logs.join('\n').toLowerCase();
  expect(planted.filter((text) => forms(text).some((form) => all.includes(form.toLowerCase())))).toEqual([]);
}
