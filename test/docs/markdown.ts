import { Node, Parser } from 'commonmark';

/** What a Markdown page links to, and what of it can be linked to. */
export interface Page {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** Of HTML, which commonmark leaves as it is. */
const HTML_LINK = /\s(?:href|src|srcset)="([^"]*)"/g;
const HTML_ANCHOR = /\s(?:id|name)="([^"]*)"/g;

export function parse(markdown: string): Page {
  const nodes = walk(new Parser().parse(markdown));
  const html = nodes.filter(({ type }) => type.startsWith('html_')).map(({ literal }) => literal).join('\n');
  const matches = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, value]) => value);
  return {
    links: [...nodes.filter(({ type }) => type === 'link' || type === 'image').map(({ destination }) => destination!), ...matches(HTML_LINK)],
    anchors: new Set([...slugs(nodes.filter(({ type }) => type === 'heading').map(textOf)), ...matches(HTML_ANCHOR)]),
  };
}

function walk(root: Node): Node[] {
  const nodes: Node[] = [];
  const walker = root.walker();
  for (let event = walker.next(); event; event = walker.next()) {
    if (event.entering) {
      nodes.push(event.node);
    }
  }
  return nodes;
}

const textOf = (heading: Node): string => walk(heading).map(({ type, literal }) => type === 'text' || type === 'code' ? literal : '').join('');

/** As GitHub makes them: of a heading that is there twice, the second has a number. */
function slugs(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}
