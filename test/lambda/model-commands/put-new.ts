import { expectAnswer, NEW_ETAG } from './answers';
import { Body, oneOf, Request } from './request';
import { Answer, Call } from '../functions';
import { document, Model } from '../model';

export class PutNew extends Request {
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
