import { expectAnswer } from './answers';
import { headersOf, Request } from './request';
import { Answer, Call } from '../functions';
import { Model, tagHeader, TagStyle } from '../model';

export class Get extends Request {
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
