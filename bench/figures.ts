import { nodeReport } from './handlers/report';
import { seamsReport } from './handlers/seams/report';
import { localReport } from './local/report';
import { Results } from './results';
import { synthReport } from './synth/report';

/** The introduction of each part, above its tables. */
const PARTS: Readonly<Record<Exclude<keyof Results, 'units'>, (results: Required<Results>) => string>> = {
  handlers: ({ handlers }) => {
    const runs = handlers.nodes.map(({ rounds, version }) => `${rounds} rounds on Node.js ${version}`).join(' and ');
    return `Measured on ${handlers.date}, ${runs}, ${handlers.cpu}:\n\n${nodeReport(handlers, handlers.nodes[0])}`;
  },
  seams: ({ seams }) =>
    `What each measure gains: the functions without it, in proportion to the functions with it, ${seams.date}, ${seams.nodes[0].rounds} rounds:\n\n${seamsReport(seams)}`,
  synth: ({
    synth,
  }) => `The synthesis of an app, in proportion to five \`NodejsFunction\`s with the same routes and table, and to the construct's resources written one by one, measured on
${synth.date}, ${synth.cases[0].rounds} rounds on Node.js ${synth.node}, with \`CDK_VALIDATION=false\` where nothing else is said. esbuild bundles once for each app, however
many instances it has:\n\n${synthReport(synth)}`,
  local: ({ local }) => `The local stack, which serves the tutorial's app with its five functions started, measured on ${local.date}, ${local.rounds} rounds on Node.js ${local.node},
${local.cpu}, ${local.before ? 'beside its version of 2026-11-23' : 'alone'}. The engine is dynoxide, and a request comes over one connection:\n\n${localReport(local)}`,
};

/** The comparison in docs/performance.md, of the parts that were measured. */
export function figures(results: Results): string {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[])
    .filter((name) => results[name])
    .map((name) => PARTS[name](results as Required<Results>));
  return `\n${parts.map((part) => `${part}\n`).join('\n')}`;
}
