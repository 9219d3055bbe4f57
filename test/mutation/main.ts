import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Campaign } from './campaign';
import { InstrumentedTree, trackedFiles } from './instrumented-tree';
import { Jury } from './jury';
import type { Mutant } from './mutant';
import { allowed, isEquivalent, report, score, staleEquivalents } from './report';
import { RunnerProcess } from './runner-process';
import { TestFiles } from './test-files';
import type { Verdict } from './verdict';

const USAGE = `npm run mutation -- [options] [paths, by default lambda and src]
  --since <commit>   only files that differ from this commit; all files if none differs
  --sample <number>  only this many mutants, chosen at random
  --seed <number>    the seed of the random order (default: a new one each time)
  --minutes <number> judge mutants in random order, and start none after this time
  --patience <sec>   start no further test file on a mutant after this time (default: 60)
  --tests <path>     only these test files; can be repeated
  --workers <number> the number of worker processes (default: one per core)
  --min <percent>    fail below this score (default: 95 in lambda, 85 in src)
  --again <file>     judge only the mutants that an earlier report lists as unnoticed
  --report <file>    write all verdicts to this file, as JSON`;

/** The folders of the tests of the functions and of the construct. */
const TESTS = ['test/lambda', 'test/src', 'test/security', 'test/contract', 'test/examples'];
const MIN_SCORES: Readonly<Record<string, number>> = { lambda: 95, src: 85 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      since: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      patience: { type: 'string', default: '60' },
      tests: { type: 'string', multiple: true, default: TESTS },
      workers: { type: 'string', default: String(availableParallelism()) },
      min: { type: 'string' },
      again: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const isSample = values.sample !== undefined || values.minutes !== undefined;
  let deadline = Date.now() + Number(values.minutes ?? Infinity) * 60_000;
  const files = sources(positionals.length > 0 ? positionals : ['lambda', 'src'], values.since);
  const tree = await InstrumentedTree.of(files);
  // Once to end with a report of what is judged, twice to end at once.
  const stop = () => {
    if (deadline === 0) {
      tree.remove();
      process.exit(130);
    }
    deadline = 0;
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const stale = staleEquivalents(files, tree.mutants);
    stale.forEach((entry) => console.error('equivalents.ts has an entry that matches no mutant:', entry));
    const verdicts = await judge(tree, { ...values, isSample, isOver: () => Date.now() > deadline });
    console.log(report(verdicts));
    const open = tree.mutants.filter((mutant) => !isEquivalent(mutant)).length - verdicts.filter(({ state }) => state !== 'equivalent').length;
    console.log(`${open} mutants not judged`);
    if (values.report) {
      writeFileSync(values.report, JSON.stringify(verdicts, undefined, 1));
    }
    const low = Object.entries(MIN_SCORES).filter(([top, min]) => {
      const some = verdicts.filter(({ mutant }) => mutant.file.startsWith(`${top}/`));
      return score(some) < allowed(Number(values.min ?? min) / 100, some.length, tree.mutants.length > verdicts.length);
    });
    low.forEach(([top]) => console.error(`the score of ${top} is too low: write a test for each mutant above, or add an entry to equivalents.ts`));
    process.exitCode = low.length + stale.length > 0 ? 1 : 0;
  } finally {
    tree.remove();
  }
}

function sources(paths: readonly string[], since?: string): string[] {
  const files = trackedFiles(...paths).filter((file) => /^(lambda|src)\/.*\.m?ts$/.test(file));
  if (since === undefined) {
    return files;
  }
  const changed = execFileSync('git', ['diff', '--name-only', since], { encoding: 'utf8' }).split('\n');
  const touched = files.filter((file) => changed.includes(file));
  console.log(touched.length > 0 ? `files that differ from ${since}: ${touched.join(' ')}` : `no file differs from ${since}: judging all files`);
  return touched.length > 0 ? touched : files;
}

interface Options {
  readonly sample?: string;
  readonly seed?: string;
  readonly patience: string;
  readonly tests: readonly string[];
  readonly workers: string;
  readonly again?: string;
  readonly isSample: boolean;
  readonly isOver: () => boolean;
}

async function judge({ folder, mutants }: InstrumentedTree, options: Options): Promise<Verdict[]> {
  const started = Date.now();
  const log = (line: string) => console.error(`${Math.round((Date.now() - started) / 1_000)} s  ${line}`);
  const seed = Number(options.seed ?? Math.floor(Math.random() * 1e9));
  const settled = options.again === undefined ? [] : stillNoticed(JSON.parse(readFileSync(options.again, 'utf8')), mutants);
  const open = mutants.filter((mutant) => !isEquivalent(mutant) && !settled.some((verdict) => verdict.mutant === mutant));
  const chosen = options.isSample ? shuffled(open, seed).slice(0, Number(options.sample ?? Infinity)) : open;
  console.log(`${mutants.length} mutants, ${mutants.filter(isEquivalent).length} of them equivalent; ${chosen.length} to judge, --seed ${seed}`);
  const testFiles = new TestFiles(log);
  const jury = new Jury(testFiles, trackedFiles(...options.tests).filter((file) => file.endsWith('.test.ts')), Number(options.patience) * 1_000);
  const queue = [...chosen];
  const campaigns = Array.from({ length: Number(options.workers) }, (_, number) =>
    new Campaign(new RunnerProcess(folder, number), jury, testFiles, log));
  const ticking = setInterval(() => log(`${chosen.length - queue.length} of ${chosen.length}`), 30_000);
  await Promise.all(campaigns.map(async (campaign) => campaign.run(queue, options.isOver)));
  clearInterval(ticking);
  return [
    ...settled,
    ...campaigns.flatMap(({ verdicts }) => verdicts),
    ...options.sample === undefined && queue.length === 0
      ? mutants.filter(isEquivalent).map((mutant): Verdict => ({ mutant, state: 'equivalent', millis: 0 }))
      : [],
  ];
}

/** The noticed mutants of an earlier report that still exist. */
function stillNoticed(earlier: readonly Verdict[], mutants: readonly Mutant[]): Verdict[] {
  const noticed = new Map(earlier.filter(({ state }) => state === 'killed' || state === 'timeout')
    .map((verdict) => [identity(verdict.mutant), verdict] as const));
  return mutants.filter((mutant) => !isEquivalent(mutant)).flatMap((mutant) => {
    const verdict = noticed.get(identity(mutant));
    return verdict ? [{ ...verdict, mutant }] : [];
  });
}

const identity = ({ file, line, at, original, replacement }: Mutant) => JSON.stringify([file, line, at, original, replacement]);

/** The same order for the same seed. */
function shuffled(mutants: readonly Mutant[], seed: number): Mutant[] {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return mutants.map((mutant) => ({ mutant, at: random() })).sort((one, other) => one.at - other.at).map(({ mutant }) => mutant);
}

void main();
