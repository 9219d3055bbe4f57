/** The document with this text on lines of its own between `<!-- name -->` and `<!-- /name -->`. */
export function withSection(document: string, name: string, text: string): string {
  const markers = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [begin, end] = markers.map((marker) => document.indexOf(marker));
  if (begin === -1 || end < begin) {
    throw new Error(`the document lacks the markers for the ${name}: ${markers.join(' … ')}`);
  }
  return `${document.slice(0, begin)}${markers[0]}\n${text}\n${document.slice(end)}`;
}
