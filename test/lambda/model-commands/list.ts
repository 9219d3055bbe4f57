import { Request } from './request';
import { Answer, Call } from '../functions';
import { document, Model, ModelNote } from '../model';

export class List extends Request {
  protected readonly kind = 'LIST';

  constructor(
    given: Request['given'],
    private readonly order: string,
    private readonly view: string,
    private readonly limit: number,
  ) {
    super(given);
  }

  protected async ask(model: Model, userId: string, call: (request: Call) => Promise<Answer>): Promise<void> {
    const expected = model.listed(userId, this.order);
    const foreign = model.foreignIds(userId).length;
    const listed: unknown[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const query = { limit: `${this.limit}`, order: this.order, view: this.view, ...cursor !== undefined && { cursor } };
      const { status, headers, json } = await call({ method: 'GET', userId, query });
      expect(status).toBe(200);
      expect(json.notes.length).toBeLessThanOrEqual(this.limit);
      listed.push(...json.notes);
      cursor = json.nextCursor;
      expect(headers.Link).toEqual(cursor === undefined ? undefined : expect.stringContaining(`cursor=${cursor}>; rel="next"`));
      if (cursor !== undefined) {
        // A page may be short by the rows that are no notes; only behind one of them may the last page be empty.
        expect(json.notes.length).toBeGreaterThanOrEqual(this.limit - foreign);
        expect(listed.length - Number(foreign > 0)).toBeLessThan(expected.length);
      }
      expect(++pages).toBeLessThanOrEqual(expected.length + foreign + 1);
    } while (cursor !== undefined);
    expect(listed).toEqual(expected.map(this.view === 'full' ? document : summary));
  }
}

function summary({ content, ...others }: ModelNote): object {
  return { ...document(others as ModelNote), snippet: content.length <= 200 ? content : expect.stringMatching(/^.{199,200}$/s) };
}
