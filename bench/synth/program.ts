/** The measured program: an app with instances of one row, each in its own stack, in its own process. */
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

/** Loaded lazily, so that no row pays for the modules of another. */
const ROWS: Record<RowName, () => Promise<Row>> = {
  notesApi: async () => (await import('./rows/notes-api.js')).notesApi,
  nodejsFunctions: async () => (await import('./rows/nodejs-functions.js')).nodejsFunctions,
  bareResources: async () => (await import('./rows/bare-resources.js')).bareResources,
};

async function main({ row, instances, outdir, ...sources }: ProgramOptions): Promise<void> {
  const start = usage();
  const add = await ROWS[row]();
  // As in a new app of `cdk init`.
  const app = new App({ outdir, context: flags });
  for (let instance = 0; instance < instances; instance++) {
    add(new Stack(app, `Notes${instance}`), sources);
  }
  app.synth();
  const whole = usage();
  console.log(JSON.stringify({ whole, synth: { wall: whole.wall - start.wall, cpu: whole.cpu - start.cpu } }));
}

void main(JSON.parse(process.argv[2]));
