import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stacks } from '../lib/random/arbitraries';
import { buildStack } from '../lib/random/build';
import { validatedApp } from '../lib/validated-app';

const app = validatedApp();
const described = fc.sample(stacks, { numRuns: 200, seed: Number(process.env.RANDOM_SEED ?? 1) });
described.forEach((stack, index) => buildStack(app, `Random${index}`, stack));

// The description of a stack with an error.
writeFileSync(join(app.outdir, 'described.json'), JSON.stringify(described, undefined, 2));
