import { useEffect, useRef, useState } from 'preact/hooks';
import { Confirmation } from './confirmation';
import { Draft, isNew, Trouble } from './drafts';
import type { Notebook } from './notebook';
import { Time } from './time';

interface EditorProps {
  readonly id: string;
  readonly notebook: Notebook;
  readonly onClose: () => void;
}

/** A note, or the draft of one. */
export function Editor({ id, notebook, onClose }: EditorProps) {
  const [problem, setProblem] = useState<string>();
  const [isDeleting, setDeleting] = useState(false);
  const section = useRef<HTMLElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const text = notebook.text(id);

  const open = () => {
    setProblem(undefined);
    notebook.open(id).catch(({ message }: Error) => setProblem(message));
  };
  useEffect(() => {
    // A draft shows what its user has written, also without a connection.
    if (!notebook.draft(id)) {
      open();
    }
  }, []);
  useEffect(() => (isNew(id) ? title.current : section.current)!.focus(), []);
  useEffect(() => { document.title = `${text?.title || 'Note'} · Notes`; }, [text?.title]);

  if (!text) {
    return (
      <section ref={section} tabIndex={-1} aria-label="Note">
        <p class="back"><button type="button" onClick={onClose}>All notes</button></p>
        {problem ? <p role="alert">{problem} <button type="button" onClick={open}>Try again</button></p> : <p class="quiet">Loading…</p>}
      </section>
    );
  }

  const draft = notebook.draft(id);
  const note = notebook.note(id);
  const save = (event: Event) => {
    event.preventDefault();
    void notebook.save(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      save(event);
    }
  };
  const remove = async () => {
    setDeleting(false);
    if (await notebook.remove(id)) {
      onClose();
    }
  };
  const discard = () => {
    notebook.discard(id);
    if (!notebook.text(id)) {
      onClose();
    }
  };

  return (
    <section ref={section} tabIndex={-1} aria-label="Note" onKeyDown={onKeyDown}>
      <p class="back"><button type="button" onClick={onClose}>All notes</button></p>
      {draft?.trouble && <TroubleNotice trouble={draft.trouble} />}
      <div class={draft?.trouble?.kind === 'changed' ? 'versions' : ''}>
        {draft?.trouble?.kind === 'changed' && <OtherVersion trouble={draft.trouble} />}
        <form onSubmit={save}>
          {draft?.trouble?.kind === 'changed' && <h2>Your version</h2>}
          <label for="title">Title</label>
          <input
            id="title" ref={title} dir="auto" autocomplete="off" value={text.title}
            onInput={({ currentTarget }) => notebook.write(id, { ...text, title: currentTarget.value })}
          />
          <label for="content">Content</label>
          <textarea
            id="content" dir="auto" value={text.content}
            onInput={({ currentTarget }) => notebook.write(id, { ...text, content: currentTarget.value })}
          />
          <p class="quiet">{stateOf(draft, note?.updatedAt)}</p>
          <p class="buttons">
            {draft?.trouble?.kind === 'deleted'
              ? <button type="button" class="primary" onClick={() => { void notebook.saveAsNew(id); }}>Save as a new note</button>
              : <button class="primary">{draft?.trouble?.kind === 'changed' ? 'Save your version' : 'Save'}</button>}
            {draft && !draft.outgoing && (
              <button type="button" onClick={discard}>{draft.trouble?.kind === 'changed' ? 'Use the other version' : 'Discard'}</button>
            )}
            {note && !draft && <button type="button" class="danger" onClick={() => setDeleting(true)}>Delete…</button>}
          </p>
        </form>
      </div>
      {isDeleting && (
        <Confirmation
          question="Delete this note?" detail="It cannot be restored." action="Delete"
          onConfirm={() => { void remove(); }} onCancel={() => setDeleting(false)}
        />
      )}
    </section>
  );
}

function TroubleNotice({ trouble }: { readonly trouble: Trouble }) {
  switch (trouble.kind) {
    case 'changed': return (
      <p role="alert">
        Somebody changed this note after you opened it, so yours is not saved. Take over what you need from the other version and save
        yours, or use the other version.
      </p>
    );
    case 'deleted': return <p role="alert">Somebody deleted this note. Your text is still here.</p>;
    case 'refused': return <p role="alert">This note was not accepted: {trouble.reason}</p>;
  }
}

function OtherVersion({ trouble: { current } }: { readonly trouble: Trouble & { kind: 'changed' } }) {
  return (
    <article aria-labelledby="other-version">
      <h2 id="other-version">The other version</h2>
      <p class="quiet">{current.updatedAt && <>Saved <Time at={current.updatedAt} /></>}</p>
      {current.title && <h3 dir="auto">{current.title}</h3>}
      <p class="content" dir="auto" tabIndex={0}>{current.content}</p>
    </article>
  );
}

function stateOf(draft: Draft | undefined, savedAt: string | undefined) {
  if (draft?.outgoing) {
    return 'Waiting for an answer. This device keeps your text.';
  }
  if (draft) {
    return 'Not saved. This device keeps your text as a draft.';
  }
  return savedAt ? <>Saved <Time at={savedAt} /></> : 'Saved';
}
