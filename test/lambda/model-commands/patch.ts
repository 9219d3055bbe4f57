import { change } from './change';
import { Body, Request } from './request';
import { Answer, Call } from '../functions';
import { Model, TagStyle } from '../model';

export class Patch extends Request {
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
