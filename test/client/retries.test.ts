import { startedForClients } from './api';
import { failing } from './failing';
import { FaultName } from './network';
import { ConflictError, NoAnswerError, Note, NotesClient, NotesClientOptions, NotesError, ProblemError } from '../../client/index';

const started = startedForClients();
const USER = 'alice';
let notes: NotesClient;
/** A client that meets no faults. */
let others: NotesClient;
const clientOf = (userId: string, options?: Partial<NotesClientOptions>) => started.newClient({ userId, ...options });

let users = 0;
let userId: string;
beforeEach(() => {
  userId = `${USER}-${users++}`;
  notes = clientOf(userId);
  others = clientOf(userId, { url: started.api.address.url });
});

async function stored(): Promise<Note[]> {
  await started.network.settled();
  return (await others.page()).notes;
}

const TRANSIENT: FaultName[] = [
  'lostRequest', 'lostAnswer', 'halfAnAnswer', 'hangs', 'carriedOutAndHangs', 'throttled', 'unavailable', 'unavailableAfter', 'internal',
  'badGateway', 'signInPage', 'redirect',
];

describe.each(TRANSIENT)('after the fault %s', (fault) => {
  beforeEach(() => {
    if (fault === 'hangs' || fault === 'carriedOutAndHangs') {
      notes = clientOf(userId, { attemptTimeout: 500 });
    }
  });

  test('a create makes one note', async () => {
    started.network.meet(fault, fault);
    const created = await notes.create({ content: 'a' });
    expect(await stored()).toEqual([created]);
    expect(new Set(started.network.sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(started.network.sent.length).toBeGreaterThan(2);
  });

  test('a note is read, replaced, updated, removed and restored, once each', async () => {
    const created = await others.create({ content: 'a' });
    const meet = () => started.network.meet(fault);
    meet();
    expect(await notes.get(created.id)).toEqual(created);
    meet();
    expect(await notes.page()).toEqual({ notes: [created] });
    meet();
    const replaced = await notes.replace(created, { content: 'b' });
    expect(await stored()).toEqual([replaced]);
    meet();
    const updated = await notes.update(replaced, { content: 'c' });
    expect(updated.content).toBe('c');
    expect(await stored()).toEqual([updated]);
    meet();
    await notes.remove(updated);
    expect(await stored()).toEqual([]);
    const [deleted] = (await others.page({ state: 'deleted' })).notes;
    meet();
    const restored = await notes.restore(deleted);
    expect(restored.content).toBe('c');
    expect(await stored()).toEqual([restored]);
  });
});

test('a redirect is not followed, since the token is for the API alone', async () => {
  started.network.meet('redirect');
  await notes.page();
  expect(started.network.sent.map(({ url }) => url)).toEqual(Array(2).fill(expect.stringContaining('/notes/')));
});

test.each<[FaultName, string | undefined, boolean]>([
  ['quota', 'refused', false],
  ['unauthenticated', 'unauthenticated', false],
  ['forbiddenPage', undefined, false],
  ['throttledForADay', 'throttled', false],
  ['throttledUntil2100', 'throttled', false],
  ['unavailableForADay', 'temporarily-unavailable', true],
])('the fault %s ends a call at once', async (fault, code, isOutcomeUnknown) => {
  started.network.meet(fault);
  const error = await failing<NotesError>(code === undefined ? NoAnswerError : ProblemError, notes.create({ content: 'a' }));
  expect(error).toMatchObject({ ...code !== undefined && { code }, isOutcomeUnknown });
  expect(started.network.sent).toHaveLength(1);
});

describe('when the time is over', () => {
  test.each<FaultName>(['lostRequest', 'lostAnswer', 'hangs'])(
    'after the fault %s, a write has no answer, and its outcome is unknown', async (fault) => {
      started.network.chance = () => fault;
      const time = { timeout: 400 };
      expect(await failing(NoAnswerError, notes.create({ content: 'a' }, time))).toMatchObject({ isOutcomeUnknown: true, status: undefined });
      expect(await failing(NoAnswerError, notes.get('a', time))).toMatchObject({ isOutcomeUnknown: false });
    },
  );

  test('without a limit, the call goes on', async () => {
    started.network.meet('lostRequest', 'unavailable');
    const token = async () => new Promise<string>((resolve) => setTimeout(() => resolve('token'), 50));
    expect(await clientOf(userId, { timeout: Infinity, token }).page()).toEqual({ notes: [] });
  });

  test('a token that is long in coming ends the call, too', async () => {
    const waiting = clientOf(USER, { token: async () => new Promise(() => {}) });
    await expect(waiting.get('a', { timeout: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a caller who aborts', () => {
  const reason = new Error('the page is closed');

  test('gets the own reason from a write that is not repeated, too', async () => {
    const controller = new AbortController();
    started.network.chance = () => {
      setTimeout(() => controller.abort(reason), 20);
      return 'hangs';
    };
    await expect(notes.update({ id: 'a', etag: '*' }, { content: 'b' }, { signal: controller.signal })).rejects.toBe(reason);
  });

  test('before the call sends no request', async () => {
    await expect(notes.get('a', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(started.network.sent).toEqual([]);
  });

  test.each<FaultName>(['hangs', 'unavailable'])('after the fault %s gets the own reason, and no more requests are sent', async (fault) => {
    const controller = new AbortController();
    started.network.chance = () => {
      setTimeout(() => controller.abort(reason), 20);
      return fault;
    };
    await expect(clientOf(USER).get('a', { signal: controller.signal, timeout: 60_000 })).rejects.toBe(reason);
    const { length } = started.network.sent;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(started.network.sent).toHaveLength(length);
  });
});

describe('an attempt without an answer, before somebody else changes the note', () => {
  let created: Note;
  let theirs: Note;
  /** The first write meets the fault; before the next one, somebody else writes. */
  const meetBefore = (fault: FaultName, write: () => Promise<Note | void>) => {
    let writes = 0;
    started.network.chance = async () => {
      if (started.network.sent.at(-1)!.method !== 'GET' && ++writes === 2) {
        theirs = await write() as Note;
      }
      return writes === 1 && started.network.sent.at(-1)!.method !== 'GET' ? fault : 'pass';
    };
  };
  const append = (mark: string) => ({ content }: Note) => ({ content: `${content} ${mark}` });
  const theirsIsAppended = async () => others.update(await others.get(created.id), append('theirs')(await others.get(created.id)));

  beforeEach(async () => { created = await others.create({ content: '0' }); });

  test.each<FaultName>(['lostAnswer', 'lostRequest'])('%s: an update is a conflict that says so', async (fault) => {
    meetBefore(fault, theirsIsAppended);
    const conflict = await failing(ConflictError, notes.update(created, { content: '0 mine' }));
    expect(conflict).toMatchObject({ isOutcomeUnknown: true, current: theirs });
  });

  test.each<[FaultName, string]>([['lostAnswer', '0 mine theirs'], ['lostRequest', '0 theirs mine']])(
    '%s: an edit that knows what it has done does it once', async (fault, content) => {
      meetBefore(fault, theirsIsAppended);
      const edited = await notes.edit(created.id, append('mine'), { isDone: (note) => note.content.includes('mine') });
      expect(edited.content).toBe(content);
      expect(await stored()).toEqual([edited]);
    },
  );

  test.each<[FaultName, string]>([['lostAnswer', '0 mine theirs'], ['lostRequest', '0 theirs']])(
    '%s: an edit that does not know it fails, and changes nothing more', async (fault, content) => {
      meetBefore(fault, theirsIsAppended);
      const conflict = await failing(ConflictError, notes.edit(created.id, append('mine')));
      expect(conflict).toMatchObject({ isOutcomeUnknown: true, current: { content } });
      expect(await stored()).toMatchObject([{ content }]);
    },
  );

  test('an update of a note that they remove is a problem', async () => {
    meetBefore('lostAnswer', async () => others.remove({ id: created.id, etag: '*' }));
    expect(await failing(ProblemError, notes.update(created, { content: 'b' }))).toMatchObject({ code: 'note-not-found', isOutcomeUnknown: true });
  });
});

test('a write to any state is not repeated when it may have been carried out, since it would overwrite later changes', async () => {
  const { id } = await others.create({ content: 'a' });
  started.network.meet('throttled');
  await notes.update({ id, etag: '*' }, { content: 'b' });
  started.network.meet('lostAnswer');
  expect(await failing(NoAnswerError, notes.update({ id, etag: '*' }, { content: 'c' }))).toMatchObject({ isOutcomeUnknown: true });
  expect(started.network.sent).toHaveLength(1);
});

test('a note that is not there is a problem of remove, unless an attempt had no answer', async () => {
  const created = await others.create({ content: 'a' });
  await others.remove(created);
  expect((await failing(ProblemError, notes.remove(created))).code).toBe('note-not-found');
});

describe('an API without idempotency keys', () => {
  let warnings: string[];
  let keyless: NotesClient;
  beforeEach(async () => {
    warnings = [];
    keyless = clientOf(userId, { onWarning: (message) => warnings.push(message) });
    started.network.meet('noTransactions');
    await keyless.create({ content: 'a' });
  });

  test('gets creates without one, and the caller one warning', async () => {
    await Promise.all([keyless.create({ content: 'b' }), keyless.create({ content: 'c' })]);
    expect(started.network.sent.map(({ headers }) => headers['idempotency-key'])).toEqual([expect.any(String), undefined, undefined, undefined]);
    expect(warnings).toEqual([expect.stringContaining('does not support idempotency keys')]);
  });

  test.each<FaultName>(['lostAnswer', 'unavailableAfter', 'badGateway', 'internal'])('gets no second create after the fault %s', async (fault) => {
    started.network.meet(fault);
    const error = await keyless.create({ content: 'b' }).catch((reason) => reason);
    expect(error).toMatchObject({ isOutcomeUnknown: true });
    expect(started.network.sent).toHaveLength(1);
  });

  test('gets a second create after one that was not carried out', async () => {
    started.network.meet('throttled', 'throttled');
    await keyless.create({ content: 'b' });
    expect(await stored()).toHaveLength(2);
  });

  test('warns on the console by default', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    try {
      started.network.meet('noTransactions');
      await clientOf(USER).create({ content: 'a' });
      expect(warn).toHaveBeenCalledTimes(1);
    } finally {
      warn.mockRestore();
    }
  });
});
