import { isLinearizable, Operation } from './linearizability';
import { applied, NoteRequest, oneOfSeveral, Register, registerOf, Seen } from './note-register';

describe('the search for an order of the operations', () => {
  type Event = [request: NoteRequest, status: number, saw: Seen | undefined, invoked: number, answered: number, isRetried?: boolean];
  const a: Seen = { content: 'a', title: null };
  const b: Seen = { content: 'b', title: null };
  const c: Seen = { content: 'c', title: null };
  const history = (...events: Event[]): Operation<Register>[] => events.map(([request, status, saw, invoked, answered, isRetried]) => ({
    description: request.kind,
    invoked,
    answered,
    isUnknown: status === 503,
    apply: applied(request, { status, json: { ...saw, current: saw }, isRetried }),
  }));
  const put = (expected: Seen | undefined, note: Seen): NoteRequest => ({ kind: 'put', expected, note });
  const patch = (expected: Seen | undefined, title: string | null): NoteRequest => ({ kind: 'patch', expected, note: { title } });
  const create = (note: Seen): NoteRequest => ({ kind: 'create', note });
  const remove = (expected?: Seen): NoteRequest => ({ kind: 'delete', expected });
  const get: NoteRequest = { kind: 'get' };
  const tagged = (note: Seen, etag: string): Seen => ({ ...note, etag });

  test.each<[string, Event[]]>([
    [
      'writes one after the other',
      [
        [put(a, b), 200, b, 1, 2],
        [put(b, c), 200, c, 3, 4],
        [get, 200, c, 5, 6],
      ],
    ],
    [
      'a read during a write, of either state',
      [
        [put(a, b), 200, b, 1, 6],
        [get, 200, a, 2, 3],
        [get, 200, b, 4, 5],
      ],
    ],
    [
      'a write that is unknown and never seen',
      [
        [put(a, b), 503, undefined, 1, 2],
        [get, 200, a, 3, 4],
      ],
    ],
    [
      'a write that is unknown and seen later',
      [
        [put(a, b), 503, undefined, 1, 2],
        [get, 200, a, 3, 4],
        [get, 200, b, 5, 6],
      ],
    ],
    [
      'the loser of two writes',
      [
        [put(a, b), 200, b, 1, 4],
        [put(a, c), 412, b, 2, 3],
      ],
    ],
    [
      'a note deleted and made again',
      [
        [remove(a), 204, undefined, 1, 2],
        [get, 404, undefined, 3, 4],
        [create(b), 201, b, 5, 6],
        [get, 200, b, 7, 8],
      ],
    ],
    [
      'a deletion tried again of what another one has deleted',
      [
        [remove(a), 204, undefined, 1, 2],
        [remove(a), 204, undefined, 3, 4, true],
      ],
    ],
    ['writes without a precondition, one over the other', [[put(undefined, b), 200, b, 1, 4], [put(undefined, c), 200, c, 2, 3], [get, 200, b, 5, 6]]],
    ['a patch, which leaves the content', [[patch(undefined, 't'), 200, { ...a, title: 't' }, 1, 2], [get, 200, { ...a, title: 't' }, 3, 4]]],
    ['a write without its title, which removes it', [[patch(undefined, 't'), 200, undefined, 1, 2], [put(undefined, b), 200, b, 3, 4]]],
    ['a deletion and a write that finds nothing', [[remove(), 204, undefined, 1, 2], [put(undefined, b), 404, undefined, 3, 4]]],
    ['an unknown patch of what another one wrote since', [[patch(undefined, 't'), 503, undefined, 1, 2], [put(undefined, b), 200, b, 3, 4], [get, 200, { ...b, title: 't' }, 5, 6]]],
  ])('explains %s', (_, events) => {
    expect(isLinearizable(history(...events), registerOf(a))).toBe(true);
  });

  test.each<[string, Event[]]>([
    ['a read of what was overwritten before', [[put(a, b), 200, b, 1, 2], [get, 200, a, 3, 4]]],
    ['a read back in time', [[put(a, b), 200, b, 1, 6], [get, 200, b, 2, 3], [get, 200, a, 4, 5]]],
    ['two writes that both replaced the same', [[put(a, b), 200, b, 1, 4], [put(a, c), 200, c, 2, 3]]],
    ['a write that was refused and is seen', [[put(a, b), 412, c, 1, 6], [put(a, c), 200, c, 2, 3], [get, 200, b, 4, 5]]],
    ['a write that was refused by its own', [[put(a, b), 412, b, 1, 2]]],
    [
      'a write that is unknown and both seen and undone by none',
      [
        [put(a, b), 503, undefined, 1, 2],
        [get, 200, b, 3, 4],
        [get, 200, a, 5, 6],
      ],
    ],
    ['a note that nobody wrote', [[get, 200, { content: 'x' }, 1, 2]]],
    ['a note missing that nobody deleted', [[get, 404, undefined, 1, 2]]],
    ['a second deletion at the first attempt', [[remove(a), 204, undefined, 1, 2], [remove(a), 204, undefined, 3, 4]]],
    ['a creation of what is there', [[create(b), 201, b, 1, 2]]],
    ['a note that is there again after its deletion', [[remove(a), 204, undefined, 1, 2], [get, 200, a, 3, 4]]],
    ['an answer that no request has', [[get, 500, undefined, 1, 2]]],
    ['a write that is seen again after another', [[put(undefined, b), 200, b, 1, 2], [put(undefined, c), 200, c, 3, 4], [get, 200, b, 5, 6]]],
    ['an acknowledged write on which another was based, and which is seen after it', [
      [put(undefined, b), 200, b, 1, 8],
      [get, 200, b, 2, 3],
      [put(b, c), 200, c, 4, 5],
      [get, 200, b, 9, 10],
    ]],
    ['an acknowledged entity tag that the note does not have', [
      [put(undefined, b), 200, tagged(b, '1'), 1, 2],
      [get, 200, tagged(b, '2'), 3, 4],
    ]],
    ['an unknown write that is seen with two entity tags', [
      [put(undefined, b), 503, undefined, 1, 2],
      [get, 200, tagged(b, '1'), 3, 4],
      [get, 200, tagged(b, '2'), 5, 6],
    ]],
    ['a patch that loses the content', [[patch(undefined, 't'), 200, { ...b, title: 't' }, 1, 2]]],
    ['a patch that is undone', [[patch(undefined, 't'), 200, { ...a, title: 't' }, 1, 2], [get, 200, a, 3, 4]]],
    ['a write that leaves a title', [[patch(undefined, 't'), 200, undefined, 1, 2], [put(undefined, b), 200, { ...b, title: 't' }, 3, 4]]],
    ['a write of a note that is gone', [[remove(), 204, undefined, 1, 2], [put(undefined, b), 200, b, 3, 4]]],
    ['a note gone without a deletion that is known of', [[put(undefined, b), 404, undefined, 1, 2]]],
    ['a deletion that undoes a later creation', [
      [remove(), 204, undefined, 1, 2],
      [create(b), 201, b, 3, 4],
      [get, 404, undefined, 5, 6],
    ]],
    ['two notes of one creation', [[{ kind: 'list' }, 200, { notes: [a, a] } as Seen, 1, 2]]],
  ])('finds none for %s', (_, events) => {
    expect(isLinearizable(history(...events), registerOf(a))).toBe(false);
  });

  describe('counts apart what nothing fences:', () => {
    /** The first of the events had two attempts, which wrote this date. */
    function withAnother(stamp: string, ...events: Event[]): Operation<Register>[] {
      const [first, ...others] = history(...events);
      const [[request]] = events;
      const again = { ...first, answered: Infinity, isUnknown: true, apply: applied(request, { status: 503, json: undefined, stamp }) };
      return [...[first, again].map((operation) => ({ ...operation, apply: oneOfSeveral('first', stamp, operation.apply) })), ...others];
    }
    const dated = (note: Seen, updatedAt: string) => ({ ...note, updatedAt });

    test('a creation carried out once more after its note was deleted', () => {
      const events: Event[] = [[create(b), 201, b, 1, 2], [remove(), 204, undefined, 3, 4], [get, 200, b, 5, 6]];
      expect(isLinearizable(history(...events), registerOf(null))).toBe(false);
      expect(isLinearizable(withAnother('2', ...events), registerOf(null))).toBe(true);
    });

    test('a creation acknowledged for the second time that it was carried out', () => {
      const events: Event[] = [
        [create(b), 201, tagged(b, '2'), 1, 9],
        [get, 200, tagged(b, '1'), 2, 3],
        [remove(), 204, undefined, 4, 5],
        [get, 404, undefined, 6, 7],
        [get, 200, tagged(b, '2'), 10, 11],
      ];
      expect(isLinearizable(withAnother('2', ...events), registerOf(null))).toBe(true);
    });

    test.each([['2', '1', true], ['2', '2', false], ['2', '3', false]])(
      'a deletion of %s carried out once more on the note that was created again at %s: %s',
      (stamp, created, isExplained) => {
        const events: Event[] = [[remove(), 204, undefined, 1, 2], [create(b), 201, dated(b, created), 3, 4], [get, 404, undefined, 5, 6]];
        expect(isLinearizable(withAnother(stamp, ...events), registerOf(a))).toBe(isExplained);
      },
    );

    test('a write never repeats on the note that it wrote to', () => {
      const events: Event[] = [
        [put(undefined, b), 200, dated(b, '9'), 1, 2],
        [put(undefined, c), 200, dated(c, '1'), 3, 4],
        [get, 200, b, 5, 6],
      ];
      expect(isLinearizable(withAnother('9', ...events), registerOf(a))).toBe(false);
    });

    test('a creation never replaces a note', () => {
      const events: Event[] = [[create(b), 201, b, 1, 2], [put(undefined, c), 200, c, 3, 4], [get, 200, b, 5, 6]];
      expect(isLinearizable(withAnother('9', ...events), registerOf(null))).toBe(false);
    });
  });
});
