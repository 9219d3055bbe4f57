import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { Template } from './notes-template';
import { buildStack } from '../../consumer/app/lib/random/build';
import { DescribedStack } from '../../consumer/app/lib/random/described';

const OUT = mkdtempSync(join(tmpdir(), 'notes-random-'));
afterAll(() => rmSync(OUT, { recursive: true }));

/** The template of a stack that is described. Assets are as many files as there are templates, and no test here is about them. */
export function synth(described: DescribedStack): Template {
  const app = new App({ outdir: OUT, treeMetadata: false, context: { 'aws:cdk:disable-asset-staging': true } });
  return Synthesized.fromStack(buildStack(app, 'Stack', described)).toJSON() as Template;
}

/** The number of runs of a property: always with the same values, unless `RANDOM_SEED` is set. */
export const tries = (numRuns: number) => ({
  numRuns: Math.ceil(numRuns * Number(process.env.RANDOM_RUNS ?? 1)),
  seed: Number(process.env.RANDOM_SEED ?? 1),
});
