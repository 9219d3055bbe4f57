/** What is measured: an app with instances of one row, each in a stack of its own, in a process of its own. */
import { App, Stack } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { RowName } from './rows/names';
import { Row, Sources } from './rows/row';
import { usage } from './usage';

export interface ProgramOptions extends Sources {
  readonly row: RowName;
  readonly instances: number;
  readonly outdir: string;
}

/** Loaded when they are asked for, so that none pays for the modules of another. */
const ROWS: Record<RowName, () => Promise<Row>> = {
  notesApi: async () => (await import('./rows/notes-api.js')).notesApi,
  nodejsFunctions: async () => (await import('./rows/nodejs-functions.js')).nodejsFunctions,
  bareResources: async () => (await import('./rows/bare-resources.js')).bareResources,
};

async function main({ row, instances, outdir, ...sources }: ProgramOptions): Promise<void> {
  const start = usage();
  const add = await ROWS[row]();
  // As "cdk init" has them in a new app.
  const app = new App({ outdir, context: flags });
  for (let instance = 0; instance < instances; instance++) {
    add(new Stack(app, `Notes${instance}`), sources);
  }
  app.synth();
  const whole = usage();
  console.log(JSON.stringify({ whole, synth: { wall: whole.wall - start.wall, cpu: whole.cpu - start.cpu } }));
}

void main(JSON.parse(process.argv[2]));
