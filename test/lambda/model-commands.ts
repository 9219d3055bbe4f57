import fc from 'fast-check';
import { text } from './arbitraries';
import { Answer, Call } from './functions';
import { document, Model, ModelNote, Real, TAG_STYLES, tagHeader, TagStyle } from './model';

const NEW_ETAG = expect.stringMatching(/^"[\w-]{16,}"$/);

/** A request to the functions, and the prediction of the model. */
abstract class Request implements fc.AsyncCommand<Model, Real> {
  protected abstract readonly kind: string;

  constructor(protected readonly given: { readonly user: number; readonly target: number; readonly pick: number }) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.ask(model, model.users[this.given.user % model.users.length], async (request) => {
      const answer = await real.call(request);
      model.count(this.kind, answer.headers['Idempotent-Replayed'] ? 'replayed' : answer.status);
      return answer;
    });
  }

  toString(): string {
    return `${this.kind} ${JSON.stringify({ ...this, kind: undefined })}`;
  }

  /** An id that mostly belongs to a note; otherwise it did once, or never will. */
  protected id(model: Model, userId: string): string {
    const { target, pick } = this.given;
    const own = [...model.notes.get(userId)!.keys()];
    const others = ['foreign-row', 'foreign-content', 'chosen-1', 'chosen-2', 'no-note', 'with~tilde', 'a b'];
    return oneOf([others, model.ids, own, own][target % 4], pick) ?? 'no-note';
  }

  protected abstract ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void>;
}

interface Body { readonly content: string; readonly title?: string; readonly createdAt?: string }

class Create extends Request {
  protected readonly kind = 'POST';

  constructor(given: Request['given'], private readonly body: Body, private readonly key?: string) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const request = JSON.stringify([this.body.content, this.body.title, this.body.createdAt]);
    const first = this.key === undefined ? undefined : model.firstRequests.get(`${userId} ${this.key}`);
    const { status, headers, json } = await call({
      method: 'POST', userId, body: this.body, headers: this.key === undefined ? {} : { 'Idempotency-Key': this.key },
    });
    if (first && first.request !== request) {
      expect({ status, json }).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
      return;
    }
    expect({ status, json }).toEqual({
      status: 200,
      json: first?.created ?? {
        noteId: expect.not.stringMatching(`^(${model.ids.join('|')})$`),
        createdAt: this.body.createdAt ?? expect.any(String),
        updatedAt: expect.any(String),
        etag: NEW_ETAG,
      },
    });
    expect(headers).toMatchObject({ ETag: json.etag, Location: `${encodeURIComponent(userId)}/${json.noteId}` });
    expect(headers['Idempotent-Replayed']).toBe(first ? 'true' : undefined);
    if (!first) {
      const { noteId: id, ...others } = json;
      model.keep(userId, { ...this.body, id, ...others });
      if (this.key !== undefined) {
        model.firstRequests.set(`${userId} ${this.key}`, { request, created: json });
      }
    }
  }
}

class Get extends Request {
  protected readonly kind = 'GET';

  constructor(given: Request['given'], private readonly style: TagStyle, private readonly ifMatch: TagStyle) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const id = this.id(model, userId);
    const note = model.note(userId, id);
    const match = tagHeader(this.ifMatch, model, note, this.given.pick);
    const noneMatch = tagHeader(this.style, model, note, this.given.pick);
    const answer = await call({ method: 'GET', userId, id, headers: headersOf(match.value, noneMatch.value) });
    const isMatch = match.value === undefined || match.names;
    expectAnswer(answer, !note ? 404 : !isMatch ? 412 : noneMatch.names ? 304 : 200, note);
  }
}

class List extends Request {
  protected readonly kind = 'LIST';

  constructor(
    given: Request['given'],
    private readonly order: string,
    private readonly view: string,
    private readonly limit: number,
  ) {
    super(given);
  }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const expected = model.listed(userId, this.order);
    const foreign = model.foreignIds(userId).length;
    const listed: unknown[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const query = { limit: `${this.limit}`, order: this.order, view: this.view, ...cursor !== undefined && { cursor } };
      const { status, headers, json } = await call({ method: 'GET', userId, query });
      expect(status).toBe(200);
      expect(json.notes.length).toBeLessThanOrEqual(this.limit);
      listed.push(...json.notes);
      cursor = json.nextCursor;
      expect(headers.Link).toEqual(cursor === undefined ? undefined : expect.stringContaining(`cursor=${cursor}>; rel="next"`));
      if (cursor !== undefined) {
        // A page may be short by the rows that are no notes; only behind one of them may the last page be empty.
        expect(json.notes.length).toBeGreaterThanOrEqual(this.limit - foreign);
        expect(listed.length - Number(foreign > 0)).toBeLessThan(expected.length);
      }
      expect(++pages).toBeLessThanOrEqual(expected.length + foreign + 1);
    } while (cursor !== undefined);
    expect(listed).toEqual(expected.map(this.view === 'full' ? document : summary));
  }
}

function summary({ content, ...others }: ModelNote): object {
  return { ...document(others as ModelNote), snippet: content.length <= 200 ? content : expect.stringMatching(/^.{199,200}$/s) };
}

class Put extends Request {
  protected readonly kind = 'PUT';

  constructor(given: Request['given'], private readonly body: Body, private readonly style: TagStyle) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const id = this.id(model, userId);
    const { content, title } = this.body;
    await change({ model, userId, id, style: this.style, pick: this.given.pick, members: { content, title } }, (headers) =>
      call({ method: 'PUT', userId, id, headers, body: this.body }));
  }
}

class PutNew extends Request {
  protected readonly kind = 'PUT new';

  constructor(given: Request['given'], private readonly body: Body) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const taken = [...model.notes.get(userId)!.keys()];
    const id = oneOf(
      ['a b', 'chosen-1', oneOf(taken, this.given.target) ?? 'chosen-2', 'a b', 'with~tilde', 'foreign-row', 'foreign-content'],
      this.given.pick,
    )!;
    const note = model.note(userId, id);
    const answer = await call({ method: 'PUT', userId, id, headers: { 'If-None-Match': '*' }, body: this.body });
    if (note || model.foreignIds(userId).includes(id) || id.includes('~')) {
      expectAnswer(answer, note ? 412 : 404, note);
      return;
    }
    if (!/^[\w-]{1,128}$/.test(id)) {
      expect(answer).toMatchObject({ status: 400, json: { code: 'invalid-parameter' } });
      return;
    }
    const { createdAt, updatedAt, etag } = answer.json;
    const made = { ...this.body, id, createdAt: this.body.createdAt ?? createdAt, updatedAt, etag };
    expect(answer).toMatchObject({ status: 201, headers: { ETag: NEW_ETAG, Location: id } });
    expect(answer.json).toEqual(document(made));
    model.keep(userId, made);
  }
}

class Patch extends Request {
  protected readonly kind = 'PATCH';

  constructor(
    given: Request['given'], private readonly patch: { content?: string; title?: string | null }, private readonly style: TagStyle,
  ) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const id = this.id(model, userId);
    const members = { ...this.patch, ...this.patch.title === null && { title: undefined } } as Partial<Body>;
    await change({ model, userId, id, style: this.style, pick: this.given.pick, members }, (headers) =>
      call({ method: 'PATCH', userId, id, headers, body: this.patch }));
  }
}

class Delete extends Request {
  protected readonly kind = 'DELETE';

  constructor(given: Request['given'], private readonly style: TagStyle, private readonly ifNoneMatch: TagStyle) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const id = this.id(model, userId);
    const note = model.note(userId, id);
    const match = tagHeader(this.style, model, note, this.given.pick);
    const noneMatch = tagHeader(this.ifNoneMatch, model, note, this.given.pick);
    const answer = await call({
      method: 'DELETE',
      userId,
      id,
      headers: headersOf(match.value, noneMatch.value),
    });
    const isAllowed = (match.value === undefined || match.names) && !noneMatch.names;
    if (note && isAllowed) {
      expect(answer).toMatchObject({ status: 204, json: undefined });
      model.remove(userId, id);
    } else {
      expectAnswer(answer, note ? 412 : 404, note, true);
      expect(answer.json).not.toHaveProperty('current.content');
      expect(answer.json).not.toHaveProperty('current.title');
    }
  }
}

const headersOf = (ifMatch: string | undefined, ifNoneMatch: string | undefined): Record<string, string> => ({
  ...ifMatch !== undefined && { 'If-Match': ifMatch },
  ...ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch },
});

const oneOf = <Value>(values: readonly Value[], pick: number): Value | undefined => values[pick % values.length];

interface Change {
  readonly model: Model;
  readonly userId: string;
  readonly id: string;
  readonly style: TagStyle;
  readonly pick: number;
  readonly members: Partial<Body>;
}

/** The common part of PUT and PATCH. */
async function change(given: Change, call: (headers: Record<string, string>) => Promise<Answer>): Promise<void> {
  const { model, userId, id, members } = given;
  const note = model.note(userId, id);
  const { value, names } = tagHeader(given.style, model, note, given.pick);
  const answer = await call(value === undefined ? {} : { 'If-Match': value });
  if (!note) {
    expectAnswer(answer, 404, note);
    return;
  }
  const isMatch = value === undefined || names;
  const isDone = (Object.keys(members) as (keyof Body)[]).every((member) => note[member] === members[member]);
  if (!isMatch && !isDone) {
    expectAnswer(answer, 412, note);
  } else if (!isMatch || Object.keys(members).length === 0) {
    expectAnswer(answer, 200, note);
  } else {
    const { updatedAt, etag } = answer.json;
    const changed = { ...note, ...members, updatedAt, etag };
    expect(etag).toEqual(NEW_ETAG);
    expect(updatedAt >= (note.updatedAt ?? '')).toBe(true);
    expectAnswer(answer, 200, changed);
    model.keep(userId, changed);
  }
}

/** The part of a note that a refused deletion returns. */
const metadata = ({ content, title, ...others }: ModelNote) => others as ModelNote;

/** An answer about the note in the model. */
function expectAnswer(
  { status, headers, json }: Answer, expectedStatus: number, note: ModelNote | undefined, isDeletion = false,
): void {
  expect({ status, tag: headers.ETag }).toEqual({ status: expectedStatus, tag: note?.etag });
  const bodies: Record<number, () => void> = {
    200: () => expect(json).toEqual(document(note!)),
    304: () => expect(json).toBeUndefined(),
    404: () => expect(json.code).toBe('note-not-found'),
    412: () => expect(json).toMatchObject({ code: 'precondition-failed', current: document(isDeletion ? metadata(note!) : note!) }),
  };
  bodies[status]();
}

const place = fc.record({ user: fc.nat(), target: fc.nat(), pick: fc.nat() });
// Few, so that a write often changes nothing.
const content = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'b') },
  { weight: 1, arbitrary: text() },
  { weight: 1, arbitrary: fc.constant('😀'.repeat(150)) },
);
const title: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('a', 'b'),
  text({ maxLength: 10 }).map((whole) => whole.replace(/\p{Cc}/gu, '')),
);
const createdAt = fc.date({ min: new Date(0), max: new Date(1.7e12), noInvalidDate: true }).map((date) => date.toISOString());
const body: fc.Arbitrary<Body> = fc.record({ content, title, createdAt }, { requiredKeys: ['content'] });
const simpleBody: fc.Arbitrary<Body> = fc.constantFrom(
  { content: 'a' }, { content: 'b' }, { content: 'a', title: 'a' }, { content: 'a', createdAt: '2020-01-01T00:00:00.000Z' },
);
const patch = fc.record({ content, title: fc.option(title) }, { requiredKeys: [] });
const style = fc.constantFrom(...TAG_STYLES);
const rarely = fc.oneof({ weight: 6, arbitrary: fc.constant<TagStyle>('none') }, { weight: 1, arbitrary: style });
const list = fc.tuple(place, fc.constantFrom('asc', 'desc'), fc.constantFrom('full', 'summary'), fc.constantFrom(1, 2, 3, 5, 100));

type Command = fc.AsyncCommand<Model, Real>;

/** Sequences of requests. */
export function requests(maxCommands: number): fc.Arbitrary<Iterable<Command>> {
  const commands: fc.Arbitrary<Command>[] = [
    fc.tuple(place, body).map(([where, made]) => new Create(where, made)),
    fc.tuple(place, style, rarely).map(([where, tags, match]) => new Get(where, tags, match)),
    list.map(([where, order, view, limit]) => new List(where, order, view, limit)),
    fc.tuple(place, body, style).map(([where, made, tags]) => new Put(where, made, tags)),
    fc.tuple(place, body).map(([where, made]) => new PutNew(where, made)),
    fc.tuple(place, patch, style).map(([where, changes, tags]) => new Patch(where, changes, tags)),
    fc.tuple(place, style, rarely).map(([where, match, noneMatch]) => new Delete(where, match, noneMatch)),
    fc.tuple(place, simpleBody, fc.constantFrom('key-1', 'key-2')).map(([where, made, key]) => new Create(where, made, key)),
  ];
  return fc.commands<Model, Real, false>(commands, { maxCommands, size: 'max' });
}
