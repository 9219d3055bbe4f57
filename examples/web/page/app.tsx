import { NotesClient } from 'cdk-notes-api-client';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { Confirmation } from './confirmation';
import { Drafts } from './drafts';
import { Editor } from './editor';
import { NoteList } from './note-list';
import { Notebook } from './notebook';
import type { SignIn } from './oauth';
import { Session } from './session';
import { SignInForm } from './sign-in-form';

interface AppProps {
  readonly signIn?: SignIn;
  readonly session?: Session;
  readonly problem?: string;
}

/** The page: for a user who has signed in, the notes. */
export function App({ signIn, session: first, problem: firstProblem }: AppProps) {
  const [{ session, problem }, setState] = useState({ session: first, problem: firstProblem });
  const onSignedOut = (reason?: string) => setState({ session: undefined, problem: reason });
  const onToken = (idToken: string) => setState({ session: Session.start({ idToken }), problem: undefined });
  return session
    ? <Notes key={session.user.sub} session={session} onSignedOut={onSignedOut} />
    : <SignInForm signIn={signIn} problem={problem} onToken={onToken} />;
}

/** The id of the note that the address names. */
const addressed = (): string | undefined => /^#\/(.+)$/.exec(location.hash)?.[1];

const address = (id?: string): string => id === undefined ? '#/' : `#/${id}`;

function Notes({ session, onSignedOut }: { readonly session: Session; readonly onSignedOut: (reason?: string) => void }) {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  const [isLeaving, setLeaving] = useState(false);
  const [notebook] = useState(() => new Notebook(
    new NotesClient({ url: location.origin, userId: 'me', token: async (last) => session.authorization(last) }),
    new Drafts(session.user.sub),
    {
      onChange: () => refresh(undefined),
      onCreated: (draftId, id) => addressed() === draftId && history.replaceState(null, '', address(id)),
      onSignedOut: () => onSignedOut('Your session has ended. Sign in again: what you have written is kept on this device.'),
    },
  ));

  useEffect(() => {
    const onHash = () => refresh(undefined);
    const onConnection = () => notebook.connected(navigator.onLine);
    addEventListener('hashchange', onHash);
    addEventListener('online', onConnection);
    addEventListener('offline', onConnection);
    void notebook.load();
    void notebook.send();
    return () => {
      removeEventListener('hashchange', onHash);
      removeEventListener('online', onConnection);
      removeEventListener('offline', onConnection);
      notebook.close();
    };
  }, [notebook]);

  const { isOffline, message, unsaved } = notebook;
  const waiting = unsaved.filter(({ outgoing, trouble }) => outgoing && !trouble).length;
  const selected = addressed();
  const close = () => {
    location.hash = address();
    document.title = 'Notes';
    document.getElementById('notes')!.focus();
  };
  const signOut = () => {
    notebook.discardAll();
    notebook.close();
    onSignedOut();
    session.end();
  };

  return (
    <>
      <header>
        <h1>Notes</h1>
        <p role="status" class={isOffline ? 'offline' : ''}>{isOffline ? offline(waiting) : message}</p>
        <p class="user">{session.user.name}</p>
        <button type="button" onClick={() => unsaved.length > 0 ? setLeaving(true) : signOut()}>Sign out</button>
      </header>
      <main class={selected === undefined ? 'list' : 'note'}>
        <NoteList
          notebook={notebook} selected={selected} address={address}
          onNew={() => { location.hash = address(notebook.begin()); }}
        />
        {selected === undefined
          ? <p class="quiet hint">Choose a note, or begin a new one.</p>
          : <Editor key={selected} id={selected} notebook={notebook} onClose={close} />}
      </main>
      {isLeaving && (
        <Confirmation
          question={unsaved.length === 1 ? 'One note is not saved.' : `${unsaved.length} notes are not saved.`}
          detail="Signing out deletes what is not saved from this device."
          action="Delete and sign out" onConfirm={signOut} onCancel={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function offline(waiting: number): string {
  const kept = waiting === 1 ? 'One note is kept on this device and is sent' : `${waiting} notes are kept on this device and are sent`;
  return waiting === 0 ? 'No connection.' : `No connection. ${kept} when the connection is back.`;
}
