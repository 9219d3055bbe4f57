import type { Draft } from './drafts';
import type { Notebook } from './notebook';
import { Time } from './time';

interface NoteListProps {
  readonly notebook: Notebook;
  readonly selected?: string;
  readonly address: (id: string) => string;
  readonly onNew: () => void;
}

interface Entry {
  readonly id: string;
  readonly title?: string;
  readonly snippet: string;
  readonly updatedAt?: string;
}

/** The notes, the newest first, and above them those that the API does not list. */
export function NoteList({ address, notebook, onNew, selected }: NoteListProps) {
  const { hasMore, isLoading, listed, listProblem, unsaved } = notebook;
  const unlisted = unsaved.filter(({ id }) => !listed.some((note) => note.id === id)).map(entryOf).reverse();
  const entries = [...unlisted, ...listed.map((note) => ({ ...note, ...written(notebook.draft(note.id)) }))];
  return (
    <nav id="notes" tabIndex={-1} aria-label="Notes">
      <p class="buttons">
        <button type="button" class="primary" onClick={onNew}>New note</button>
        <button type="button" disabled={isLoading} onClick={() => { void notebook.load(); }}>Refresh</button>
      </p>
      {listProblem && <p role="alert">The list is not up to date. {listProblem}</p>}
      {entries.length === 0 && !listProblem && <p class="quiet">{isLoading ? 'Loading…' : 'No notes yet.'}</p>}
      <ul>
        {entries.map(({ id, snippet, title, updatedAt }) => (
          <li key={id}>
            <a href={address(id)} aria-current={id === selected ? 'page' : undefined}>
              <strong dir="auto">{title || firstLine(snippet) || 'Empty note'}</strong>
              <span class="snippet" dir="auto">{title ? snippet : ''}</span>
              <span class="quiet"><Badge draft={notebook.draft(id)} />{updatedAt && <Time at={updatedAt} />}</span>
            </a>
          </li>
        ))}
      </ul>
      {hasMore && <button type="button" disabled={isLoading} onClick={() => { void notebook.loadMore(); }}>Show more</button>}
    </nav>
  );
}

const BADGES = { changed: 'Conflict', deleted: 'Deleted elsewhere', refused: 'Not accepted' };

function Badge({ draft }: { readonly draft?: Draft }) {
  if (!draft) {
    return null;
  }
  const { outgoing, trouble } = draft;
  return <span class={`badge ${trouble ? 'trouble' : ''}`}>{trouble ? BADGES[trouble.kind] : outgoing ? 'Waiting' : 'Draft'}</span>;
}

const entryOf = ({ id, text, base }: Draft): Entry => ({ id, title: text.title, snippet: text.content, updatedAt: base?.updatedAt });

const written = (draft?: Draft) => draft && { title: draft.text.title, snippet: draft.text.content };

const firstLine = (text: string): string => text.trim().split('\n', 1)[0];
