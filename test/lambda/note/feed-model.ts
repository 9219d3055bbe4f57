import { FeedCursor, FeedPosition } from '../../../lambda/note/feed-cursor';
import { checkRetention, feedPage, nextFeedCursor, startOfFeed } from '../../../lambda/note/feed-pass';

/** A write of one of the notes, by one of the writers. All times are in milliseconds. */
export interface ModelWrite {
  readonly at: number;
  readonly id: string;
  readonly writer: number;
  readonly isDeletion: boolean;
  /** The delay between its date and its execution. */
  readonly landing: number;
  /** The delay between its execution and its appearance in the index. */
  readonly lag: number;
}

/** The random choices of a run of the model. */
export interface ModelPlan {
  readonly writes: readonly ModelWrite[];
  /** The lead of each writer's clock. */
  readonly writersAhead: readonly number[];
  readonly readerAhead: number;
  /** The time between two polls, and between two pages of a poll. */
  readonly pollGaps: readonly number[];
  readonly pageGap: number;
  readonly limit: number;
  readonly retentionSeconds: number;
}

interface Version extends FeedPosition {
  readonly rev: number;
  readonly isDeletion: boolean;
  readonly expires: number;
  /** The time when the index shows it. */
  readonly from: number;
  to: number;
}

/** Any time, because a clock can be behind. */
const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (time: number): string => new Date(EPOCH + time).toISOString();

/** A table whose index lags, and a client that only polls. Returns the client's final knowledge, and the notes. */
export class FeedModel {
  readonly known = new Map<string, number>();
  resyncs = 0;
  pages = 0;

  private readonly versions: Version[] = [];
  private readonly current = new Map<string, Version>();
  private cursor?: FeedCursor;
  private rev = 0;

  constructor(private readonly plan: ModelPlan) {}

  get notes(): Map<string, number> {
    return new Map([...this.current.values()].filter(({ isDeletion }) => !isDeletion).map(({ id, rev }) => [id, rev]));
  }

  run(): void {
    const { pageGap, pollGaps, writes } = this.plan;
    const landings: { at: number; work: () => void }[] = [];
    const starts = writes.map((write) => ({ at: write.at, work: () => { landings.push(this.start(write)); } }));
    const events = starts.sort((one, other) => one.at - other.at);
    let [now, polls] = [0, 0];
    let nextPage = 0;
    const carryOut = (until: number) => {
      for (const queue of [events, landings]) {
        queue.sort((one, other) => one.at - other.at);
      }
      const next = () => [events, landings].filter(([first]) => first?.at <= until).sort(([one], [other]) => one.at - other.at)[0];
      for (let queue = next(); queue; queue = next()) {
        queue.shift()!.work();
        landings.sort((one, other) => one.at - other.at);
      }
    };
    while (polls < pollGaps.length) {
      now = nextPage;
      carryOut(now);
      nextPage = now + (this.page(now) ? pageGap : pollGaps[polls++]);
    }
    carryOut(Infinity);
    now = Math.max(now, ...this.versions.map(({ from }) => from));
    while (this.page(now)) {}
  }

  private start({ at, id, writer, isDeletion, landing, lag }: ModelWrite): { at: number; work: () => void } {
    const seen = this.current.get(id);
    const clock = at + this.plan.writersAhead[writer];
    const updatedAt = seen && iso(clock) <= seen.updatedAt ? iso(Date.parse(seen.updatedAt) + 1 - EPOCH) : iso(clock);
    return { at: at + landing, work: () => this.land({ id, updatedAt, isDeletion, clock }, at + landing + lag) };
  }

  /** A write is refused if there was a later one; the index shows the versions of a row in their order. */
  private land({ id, updatedAt, isDeletion, clock }: FeedPosition & { isDeletion: boolean; clock: number }, visible: number): void {
    const row = this.current.get(id);
    if ((row && row.updatedAt >= updatedAt) || (isDeletion && (!row || row.isDeletion))) {
      return;
    }
    const from = Math.max(visible, row?.from ?? 0);
    const expires = isDeletion ? Math.floor((clock + this.plan.retentionSeconds * 1_000) / 1_000) * 1_000 : Infinity;
    const version = { id, updatedAt, isDeletion, expires, rev: ++this.rev, from, to: Infinity };
    if (row) {
      row.to = from;
    }
    this.current.set(id, version);
    this.versions.push(version);
  }

  /** Reads a page, like the function. Returns whether there are more. */
  private page(now: number): boolean {
    const { limit, readerAhead, retentionSeconds } = this.plan;
    const clock = new Date(EPOCH + now + readerAhead);
    this.pages++;
    try {
      checkRetention(this.cursor, clock, retentionSeconds);
    } catch {
      this.resync(clock);
      return false;
    }
    const page = feedPage(this.cursor, clock);
    const { from = '', after } = page;
    const rows = this.versions
      .filter((version) => version.from <= now && now < version.to && now <= version.expires)
      .filter((version) => version.updatedAt >= from && (!after || compare(version, after) > 0))
      .sort(compare);
    for (const { id, isDeletion, rev } of rows.slice(0, limit)) {
      if (isDeletion) {
        this.known.delete(id);
      } else {
        this.known.set(id, rev);
      }
    }
    const hasMore = rows.length > limit;
    this.cursor = nextFeedCursor(page, hasMore ? rows[limit - 1] : undefined);
    return hasMore;
  }

  private resync(clock: Date): void {
    this.resyncs++;
    this.cursor = nextFeedCursor(startOfFeed(clock));
    this.known.clear();
    for (const [id, rev] of this.notes) {
      this.known.set(id, rev);
    }
  }
}

const compare = (one: FeedPosition, other: FeedPosition): number =>
  one.updatedAt < other.updatedAt ? -1 : one.updatedAt > other.updatedAt ? 1 : one.id < other.id ? -1 : Number(one.id > other.id);
