import { Node, Parser } from 'commonmark';

/** The links of a Markdown page, and its anchors. */
export interface Page {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** The links in HTML, which commonmark does not parse. */
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

/** The anchors as GitHub makes them: if a heading occurs twice, the second one gets a number. */
function slugs(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}
