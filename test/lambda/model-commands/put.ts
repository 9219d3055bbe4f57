import { change } from './change';
import { Body, Request } from './request';
import { Answer, Call } from '../functions';
import { Model, TagStyle } from '../model';

export class Put extends Request {
  protected readonly kind = 'PUT';

  constructor(given: Request['given'], private readonly body: Body, private readonly style: TagStyle) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const id = this.id(model, userId);
    const { content, title } = this.body;
    await change({ model, userId, id, style: this.style, pick: this.given.pick, members: { content, title } }, (headers) =>
      call({ method: 'PUT', userId, id, headers, body: this.body }));
  }
}
