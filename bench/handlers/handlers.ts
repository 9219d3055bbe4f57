import { baseline } from './baseline';
import { environments } from './environment';
import { INVOCATIONS } from './events';
import { lean } from './lean';
import { nodeVersion } from './node-versions';
import { probe } from './probe';
import { sampleRounds } from './rounds';
import { Row } from './row';
import { shipped } from './shipped';
import { Stub } from './stub/stub';
import { summarize, Summary } from './summary';
import { zippedBytes } from './zip';
import { Conditions, conditions } from '../conditions';
import { cores } from '../cores';
import { temporaryFolder } from '../temporary-folder';

export interface NodeResults {
  readonly version: string;
  readonly rounds: number;
  readonly rows: Summary;
}

export interface HandlersResults extends Conditions {
  /** Bytes for all functions, by row. */
  readonly zipped: Readonly<Record<string, number>>;
  /** Lambda's default version first. */
  readonly nodes: readonly NodeResults[];
}

export interface Comparison {
  readonly rows: (work: string) => Promise<Row[]>;
  /** The rows that all other rows are compared with. */
  readonly references: readonly string[];
  /** The Node.js versions, and the number of rounds of each. */
  readonly runs: readonly { readonly major: number; readonly rounds: number }[];
  readonly log: (line: string) => void;
}

/** The rows that docs/performance.md shows. */
export const handlerRows = async (work: string): Promise<Row[]> => [baseline(work), await shipped(work), lean(work)];

export function benchHandlers({ rounds, log }: { rounds: number; log: (line: string) => void }): Promise<HandlersResults> {
  // Fewer rounds of the version that is not Lambda's default.
  const runs = [{ major: 24, rounds }, { major: 22, rounds: Math.ceil(rounds / 2) }];
  return compare({ rows: handlerRows, references: ['baseline', 'lean'], runs, log });
}

/** Measures rows side by side. */
export function compare({ rows, references, runs, log }: Comparison): Promise<HandlersResults> {
  return temporaryFolder(async (work) => {
    const [stubCore, core] = cores();
    log('bundling');
    const compared = await rows(work);
    const stub = await Stub.start(work, stubCore);
    try {
      const environment = environments(work, stub);
      const nodes: NodeResults[] = [];
      for (const { major, rounds } of runs) {
        const { path, version } = nodeVersion(major);
        const sample = (row: Row, name: string) =>
          probe({ node: path, core, code: row.code[name], invocation: INVOCATIONS[name], environment: environment[name] });
        const samples = await sampleRounds(rounds, compared, sample, (round) => log(`Node.js ${version}: round ${round} of ${rounds}`));
        nodes.push({ version, rounds, rows: summarize(samples, references) });
      }
      return { ...conditions(), zipped: Object.fromEntries(compared.map((row) => [row.name, zippedBytes(row)])), nodes };
    } finally {
      await stub.stop();
    }
  });
}
