import { expectAnswer, NEW_ETAG } from './answers';
import { Body } from './request';
import { Answer } from '../functions';
import { Model, tagHeader, TagStyle } from '../model';

interface Change {
  readonly model: Model;
  readonly userId: string;
  readonly id: string;
  readonly style: TagStyle;
  readonly pick: number;
  readonly members: Partial<Body>;
}

/** The common part of PUT and PATCH. */
export async function change(given: Change, call: (headers: Record<string, string>) => Promise<Answer>): Promise<void> {
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
