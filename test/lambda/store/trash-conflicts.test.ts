import { IN_TRASH, NOTE, NOW, NOW_SECONDS, RequestName, REQUESTS, seconds, TOMBSTONE, TrashStage, without } from './trash-stage';
import { Meanwhile, Step } from '../fault-proxy';
import { Row } from '../notes-table';

const stage = TrashStage.forTests();

const at = (millis: number): string => new Date(Date.parse(NOW) + millis).toISOString();
const dated = (row: Row, date: string, rev = 'r1'): Row =>
  ({ ...row, updatedAt: { S: date }, ...'deletedAt' in row && { deletedAt: { S: date } }, rev: { S: rev } });
const put = (row: Row): Meanwhile => () => stage.put(row);
const removal: Meanwhile = () => stage.remove();

/** The requests, each with a row that it is for, what then proves its success, and what its unknown outcome says. */
const ROWS: Readonly<Record<RequestName, { before: Row; proof: Row; unknown: string }>> = {
  'deletion': { before: NOTE, proof: { deletedContent: NOTE.noteContent }, unknown: 'the note may or may not have been deleted.' },
  'deletion for good': { before: NOTE, proof: { deletedAt: { S: NOW } }, unknown: 'the note may or may not have been deleted.' },
  'restoration': { before: IN_TRASH, proof: { noteContent: NOTE.noteContent }, unknown: 'the note may or may not have been restored.' },
};
const NAMES = Object.keys(REQUESTS) as RequestName[];

const unknown = (name: RequestName) => ({
  status: 503, json: { code: 'temporarily-unavailable', detail: `The notes are temporarily unavailable: ${ROWS[name].unknown}` },
});

/** The revisions that the attempts have asked for. */
const revisions = (): string[] => stage.proxy.inputs.map((input: any) => input.ExpressionAttributeValues[':rev'].S);

describe.each(NAMES)('a %s', (name) => {
  const { before, proof } = ROWS[name];
  beforeEach(() => stage.put(before));

  test.each<Step>(['lost', 'reset', 'serverErrorAfter'])('is a success when the answer to the first attempt is %s', async (step) => {
    expect((await stage.send(name, {}, step)).status).toBeLessThan(300);
    expect(stage.proxy.attempts).toHaveLength(2);
    expect(await stage.row()).toMatchObject(proof);
  });

  test('answers the revision that is stored, after a lost answer too', async () => {
    const { headers, json } = await stage.send(name, {}, 'lost');
    const rev = (await stage.row())!.rev.S;
    expect(rev).toBe(revisions()[0]);
    if (json) {
      expect([headers.ETag, json.etag, json.content]).toEqual([`"${rev}"`, `"${rev}"`, 'Buy milk']);
    }
  });

  test('has another revision in every attempt', async () => {
    await stage.send(name, {}, 'reset', 'serverError');
    expect(new Set(revisions()).size).toBe(3);
    expect((await stage.row())!.rev.S).toBe(revisions()[2]);
  });

  test('does not follow another client that was faster after an attempt without an answer', async () => {
    const others = dated(before, at(1), 'r2');
    const meanwhile: Meanwhile = async () => {
      await stage.put(others);
      stage.setTime(at(10_000));
    };
    expect(await stage.send(name, {}, 'lost', meanwhile)).toMatchObject(unknown(name));
    expect(await stage.row()).toEqual(others);
    expect(stage.proxy.attempts).toHaveLength(2);
  });

  test.each<[string, Meanwhile]>([
    ['no row', removal],
    ['a tombstone without a revision', put(without(TOMBSTONE, 'rev'))],
  ])('is not acknowledged when an attempt without an answer is followed by %s', async (_, meanwhile) => {
    expect(await stage.send(name, {}, 'lost', meanwhile)).toMatchObject(unknown(name));
  });

  test.each<[string, string, string, number]>([
    ['is earlier has its own', at(-1), NOW, 1],
    ['is the same is a millisecond later', NOW, at(1), 2],
    ['is ahead is a millisecond later', at(2_000), at(2_001), 2],
    ['no clock can have has its own', '2036-01-01T00:00:00.000Z', NOW, 2],
  ])('of a row whose date %s', async (_, date, expected, attempts) => {
    await stage.put(dated(before, date));
    expect((await stage.send(name)).status).toBeLessThan(300);
    expect(await stage.row()).toMatchObject({ ...proof, ...'deletedAt' in proof && { deletedAt: { S: expected } }, updatedAt: { S: expected } });
    expect(stage.proxy.attempts).toHaveLength(attempts);
  });

  test('meets a precondition when it is tried again for its date only', async () => {
    await stage.put(dated(before, at(2_000)));
    const change = put(dated(before, at(3_000), 'r2'));
    expect(await stage.send(name, { 'If-Match': '"r1"' }, 'pass', change)).toMatchObject({ status: 412, headers: { ETag: '"r2"' } });
    expect((await stage.send(name, { 'If-Match': '"r2"' })).status).toBeLessThan(300);
  });

  test('that DynamoDB does not allow is a 500', async () => {
    expect(await stage.send(name, {}, 'denied')).toMatchObject({ status: 500, json: { code: 'internal' } });
    expect(await stage.row()).toEqual(before);
  });
});

const OWN = seconds(NOW_SECONDS + 60);

test('a deletion looks at the expiry of its own that another program gives the note meanwhile', async () => {
  await stage.put({ ...NOTE, expiresAt: OWN });
  const other = seconds(NOW_SECONDS + 50);
  expect((await stage.send('deletion', {}, 'pass', put({ ...NOTE, expiresAt: other }))).status).toBe(204);
  expect(await stage.row()).toMatchObject({ expiresAt: other, deletedExpiresAt: other });
  expect(stage.proxy.attempts).toHaveLength(3);
});

test.each<[string, Row[string] | undefined]>([['has one', OWN], ['has none', undefined]])(
  'a restoration looks at the expiry of its own that the note in the trash meanwhile has: it %s',
  async (_, own) => {
    const withOwn = { ...IN_TRASH, deletedExpiresAt: OWN };
    const [first, second] = own ? [dated(IN_TRASH, NOW), withOwn] : [withOwn, IN_TRASH];
    await stage.put(first);
    expect((await stage.send('restoration', {}, 'pass', put(second))).status).toBe(200);
    const { expiresAt, deletedExpiresAt } = (await stage.row())!;
    expect([expiresAt, deletedExpiresAt]).toEqual([own, undefined]);
  },
);
