import { NEW_ETAG } from './answers';
import { Body, Request } from './request';
import { Answer, Call } from '../functions';
import { Model } from '../model';

export class Create extends Request {
  protected readonly kind = 'POST';

  constructor(given: Request['given'], private readonly body: Body, private readonly key?: string) { super(given); }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const request = JSON.stringify([this.body.content, this.body.title, this.body.createdAt]);
    const first = this.key === undefined ? undefined : model.firstRequests.get(`${userId} ${this.key}`);
    const { status, headers, json } = await call({
      method: 'POST', userId, body: this.body, headers: this.key === undefined ? {} : { 'Idempotency-Key': this.key },
    });
    if (first && first.request !== request) {
      expect({ status, json }).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
      return;
    }
    expect({ status, json }).toEqual({
      status: 200,
      json: first?.created ?? {
        noteId: expect.not.stringMatching(`^(${model.ids.join('|')})$`),
        createdAt: this.body.createdAt ?? expect.any(String),
        updatedAt: expect.any(String),
        etag: NEW_ETAG,
      },
    });
    expect(headers).toMatchObject({ ETag: json.etag, Location: `${encodeURIComponent(userId)}/${json.noteId}` });
    expect(headers['Idempotent-Replayed']).toBe(first ? 'true' : undefined);
    if (!first) {
      const { noteId: id, ...others } = json;
      model.keep(userId, { ...this.body, id, ...others });
      if (this.key !== undefined) {
        model.firstRequests.set(`${userId} ${this.key}`, { request, created: json });
      }
    }
  }
}
