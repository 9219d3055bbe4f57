import { measureUnits, UnitsRow } from '../../bench/scale/units';

/** Notes of a quarter of a kilobyte; a page of 50 reads 51 of them. */
const UNITS = {
  '`POST`': 1,
  '`POST` with an `Idempotency-Key`': 4,
  '`GET`': 1,
  'newest page': 3,
  'oldest page': 1,
  'next page': 1,
  '`PUT`': 1,
  '`PATCH`': 1,
  '`DELETE`': 1,
};

/** A page that has ten notes. */
const FEW = { 'newest page': 1 };

let byNotes: readonly UnitsRow[];
let byUsers: readonly UnitsRow[];
beforeAll(async () => { ({ byNotes, byUsers } = await measureUnits({ notes: [100, 1_000, 5_000], users: [1, 10, 300] })); });

test('a request consumes the same units however many notes a user has', () => {
  expect(byNotes).toEqual([100, 1_000, 5_000].map((notes) => ({ users: 1, notes, units: UNITS })));
});

test('a request consumes the same units however many users there are', () => {
  expect(byUsers).toEqual([1, 10, 300].map((users) => ({ users, notes: 10, units: { ...UNITS, ...FEW } })));
});
