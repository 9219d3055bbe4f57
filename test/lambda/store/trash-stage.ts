import { EngineName, installedEngines } from '../../../local/dynamodb/engine';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { FaultProxy, Meanwhile, Step } from '../fault-proxy';
import { NoteRequest } from '../note-request';
import { NotesTable, Row } from '../notes-table';
import { SourceAnswer, SourceFunctions } from '../source-functions';

/** The time of the functions, which stands still unless a test sets it, and its whole seconds. */
export const NOW = '2026-06-01T12:00:00.250Z';
export const NOW_SECONDS = Date.parse('2026-06-01T12:00:00.000Z') / 1_000;
export const TRASH_SECONDS = 86_400;
/** A time before it. */
export const BEFORE = '2026-06-01T11:00:00.000Z';

export const seconds = (time: number): Row[string] => ({ N: `${time}` });
const text = (S: string): Row[string] => ({ S });

/** The rows of these tests without their keys. Another program wrote `color`. */
const KEPT: Row = { createdAt: text('2020-01-01T00:00:00.000Z'), color: text('red') };
const CONTENTS: Row = { title: text('Errands'), noteTags: { L: [text('home')] } };
export const NOTE: Row = { ...KEPT, ...CONTENTS, noteContent: text('Buy milk'), updatedAt: text(BEFORE), rev: text('r1') };
export const TOMBSTONE: Row = { ...KEPT, deletedAt: text(BEFORE), updatedAt: text(BEFORE), rev: text('r1'), expiresAt: seconds(NOW_SECONDS + 60) };
export const IN_TRASH: Row = { ...TOMBSTONE, ...CONTENTS, deletedContent: text('Buy milk') };

/** A row without some attributes. */
export const without = (row: Row, ...names: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** Requests that delete a note or restore it. */
export const REQUESTS = {
  'deletion': { method: 'DELETE' },
  'deletion for good': { method: 'DELETE', query: { permanent: 'true' } },
  'restoration': { method: 'POST', restores: true },
} as const;

export type RequestName = keyof typeof REQUESTS;

/** Headers of a request. */
export type Headers = Readonly<Record<string, string>>;

/** The note of one user, and the functions of an API with a trash. */
export class TrashStage {
  /** Set up for the tests of the surrounding describe block or file. */
  static forTests(
    variables: Readonly<Record<string, string>> = { [ENVIRONMENT.trashSeconds]: `${TRASH_SECONDS}` }, engine = installedEngines[0],
  ): TrashStage {
    const stage = new TrashStage(variables, engine);
    beforeAll(() => stage.start());
    beforeEach(() => stage.startTest());
    afterEach(() => { jest.restoreAllMocks(); });
    afterAll(() => stage.end());
    return stage;
  }

  readonly proxy = new FaultProxy();
  private table?: NotesTable;
  private functions!: SourceFunctions;
  private users = 0;

  private constructor(private readonly variables: Readonly<Record<string, string>>, private readonly engine: EngineName) {}

  get userId(): string {
    return `user-${this.users}`;
  }

  async put(row: Row | undefined, id = 'note'): Promise<void> {
    if (row) {
      await this.table!.put({ PK: { S: this.userId }, SK: { S: id }, ...row });
    }
  }

  /** The row without its keys. */
  async row(id = 'note'): Promise<Row | undefined> {
    const row = await this.table!.row(this.userId, id);
    return row && without(row, 'PK', 'SK');
  }

  async remove(): Promise<void> {
    await this.table!.delete(this.userId, 'note');
  }

  /** The answer to a request, each attempt of which meets the next step. */
  async call(request: Omit<NoteRequest, 'userId'>, ...script: (Step | Meanwhile)[]): Promise<SourceAnswer> {
    this.proxy.script = [...script, 'pass'];
    return this.functions.call({ userId: this.userId, ...request });
  }

  async send(name: RequestName, headers: Headers = {}, ...script: (Step | Meanwhile)[]): Promise<SourceAnswer> {
    return this.call({ id: 'note', ...REQUESTS[name], headers }, ...script);
  }

  setTime(time: string): void {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse(time));
  }

  private async start(): Promise<void> {
    await this.proxy.listen();
    this.table = await NotesTable.on(this.engine, this.proxy);
    this.functions = new SourceFunctions(this.proxy.endpoint, { [ENVIRONMENT.timeBudget]: '{"firstBackOff":1}', ...this.variables });
  }

  private startTest(): void {
    this.setTime(NOW);
    jest.spyOn(console, 'error').mockReturnValue();
    this.users++;
    this.proxy.forget();
  }

  private async end(): Promise<void> {
    await this.table?.close();
    await this.proxy.close();
  }
}
