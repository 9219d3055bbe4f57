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
    `The gain of each measure: the functions without it, as a ratio to the functions with it, measured on ${seams.date}, ${seams.nodes[0].rounds} rounds:\n\n${seamsReport(seams)}`,
  synth: ({
    synth,
  }) => `The synthesis of an app, as a ratio to five \`NodejsFunction\`s with the same routes and table, and to the construct's resources written one by one. Measured on
${synth.date}, ${synth.cases[0].rounds} rounds on Node.js ${synth.node}, with \`CDK_VALIDATION=false\` unless stated otherwise. esbuild bundles once per app, for any
number of instances:\n\n${synthReport(synth)}`,
  local: ({ local }) => `The local stack, serving the tutorial's app with its five functions started. Measured on ${local.date}, ${local.rounds} rounds on Node.js ${local.node},
${local.cpu}, ${local.before ? 'next to its version of 2026-11-23' : 'alone'}. The engine is dynoxide, and the requests use one connection:\n\n${localReport(local)}`,
};

/** The comparison in docs/performance.md, of the parts that were measured. */
export function figures(results: Results): string {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[])
    .filter((name) => results[name])
    .map((name) => PARTS[name](results as Required<Results>));
  return `\n${parts.map((part) => `${part}\n`).join('\n')}`;
}
