import { expectAnswer } from './answers';
import { headersOf, Request } from './request';
import { Answer, Call } from '../functions';
import { Model, tagHeader, TagStyle } from '../model';

export class Delete extends Request {
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
