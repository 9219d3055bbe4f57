import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Page, parse } from './markdown';

const ROOT = join(__dirname, '..', '..');

/** The web address of a file of the repository, for readers of a package's page. */
const ON_THE_WEB = /^https:\/\/(?:github\.com\/cdk-notes-api\/cdk-notes-api\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk-notes-api\/cdk-notes-api)\/main\//;

const PAGES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(join(ROOT, file)));

/** The READMEs of packages: registries and IDEs show them without the other files of the repository. */
const PACKED = ['README.md', 'client/README.md', 'local/README.md'];

const parsed = new Map<string, Page>();

function pageAt(file: string): Page {
  const page = parsed.get(file) ?? parse(readFileSync(join(ROOT, file), 'utf8'));
  parsed.set(file, page);
  return page;
}

const isRelative = (link: string): boolean => !/^[a-z]+:/.test(link) && !link.startsWith('#');

/** The file and the anchor that a link of a page leads to, if it leads into this repository. */
function targetOf(page: string, link: string): { file: string; anchor: string } | undefined {
  const [path, anchor = ''] = link.replace(ON_THE_WEB, '/').split('#');
  if (/^[a-z]+:/.test(path)) {
    return undefined;
  }
  return { file: path.startsWith('/') ? path.slice(1) : path ? posix.join(posix.dirname(page), decodeURI(path)) : page, anchor };
}

/** Why a link leads nowhere, if it does. */
function fault(page: string, link: string): string | undefined {
  const target = targetOf(page, link);
  if (!target) {
    return undefined;
  }
  if (!existsSync(join(ROOT, target.file))) {
    return `${link}: there is no ${target.file}`;
  }
  if (target.anchor && target.file.endsWith('.md') && !pageAt(target.file).anchors.has(target.anchor)) {
    return `${link}: ${target.file} has no heading #${target.anchor}`;
  }
  return undefined;
}

test.each(PAGES)('every link of %s to a file or heading of this repository leads there', (page) => {
  expect(pageAt(page).links.map((link) => fault(page, link)).filter(Boolean)).toEqual([]);
});

test.each(PACKED)('%s links to files by their address on the web, which works on the page of the package too', (page) => {
  expect(pageAt(page).links.filter(isRelative)).toEqual([]);
});

test('each page of docs/ is in its index', () => {
  const linked = pageAt('docs/README.md').links.map((link) => targetOf('docs/README.md', link)?.file);
  expect(linked).toEqual(expect.arrayContaining(PAGES.filter((page) => /^docs\/(?!README)[^/]+\.md$/.test(page))));
});

/** Pages that explain, and have no task that could fail. */
const EXPLANATIONS = ['README.md', 'integration-tests.md', 'performance.md', 'reliability.md', 'scale.md', 'troubleshooting.md'];

test.each(PAGES.filter((page) => page.startsWith('docs/') && !EXPLANATIONS.includes(posix.basename(page))))('%s says what goes wrong', (page) => {
  expect(pageAt(page).anchors).toContain('what-goes-wrong');
});
