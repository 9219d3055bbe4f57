import fc from 'fast-check';
import { Create } from './create';
import { Delete } from './delete';
import { Get } from './get';
import { List } from './list';
import { Patch } from './patch';
import { Put } from './put';
import { PutNew } from './put-new';
import { Body } from './request';
import { text } from '../arbitraries';
import { Model, Real, TAG_STYLES, TagStyle } from '../model';

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
