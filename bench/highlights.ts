import { MEMORY_MB } from './cost/billed-duration';
import { requestCosts } from './cost/cost';
import { cpuMillis } from './cost/cpu-millis';
import { RequestName } from './cost/requests';
import { HandlersResults } from './handlers/handlers';
import { significant } from './handlers/report';
import { ALL } from './handlers/summary';

const percent = (part: number): string => `${Math.round(100 * part)} %`;

/** The points of the README's first screen that have measured figures. */
export function highlights(results: HandlersResults): string {
  const { nodes: [{ rows }], zipped } = results;
  const cold = rows.package[ALL][`cold${MEMORY_MB}`].to.baseline!.median;
  const costs = new Map(requestCosts(cpuMillis(results)).map((cost) => [cost.name, cost]));
  const usd = (name: RequestName): string => `$${costs.get(name)!.total.toFixed(2)}`;
  const apiGateway = costs.get('`POST`')!.cost.apiGateway.toFixed(2);
  return [
    `- **Fast functions.** The code of all five is ${significant(zipped.package / 1000)} kB zipped. The code of the [tutorial][migrating]`,
    `  has the whole SDK: this is ${percent(zipped.package / zipped.baseline)} of its size. A cold start takes ${percent(cold)} of the tutorial's time ([Performance]).`,
    `- **Known costs.** A million creates cost ${usd('`POST`')} and a million reads ${usd('`GET`')}; $${apiGateway} of each is API Gateway.`,
    '  Idle, you pay only for storage ([Costs]).',
  ].join('\n');
}
