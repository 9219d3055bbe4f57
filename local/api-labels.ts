import { LocalApi } from './api-gateway/local-api';

/** The name of an API in the output: its description, with its stack and its id if another API has the same. */
export function label(api: LocalApi, apis: readonly LocalApi[]): string {
  const name = ({ description, name: given }: LocalApi) => description ?? given;
  const namesakes = apis.filter((other) => name(other) === name(api));
  const isAlone = namesakes.filter(({ stackName }) => stackName === api.stackName).length === 1;
  return [
    name(api),
    ...namesakes.length > 1 ? [`of ${api.stackName}`] : [],
    ...isAlone ? [] : [`(${api.logicalId})`],
  ].join(' ');
}

/** The shell variable with the URL of an API: `NOTES_URL` for the Notes API. */
export function urlVariable(api: LocalApi, apis: readonly LocalApi[]): string {
  const variable = ({ description, name }: LocalApi) =>
    `${(description ?? name).replace(/\W+|_+/g, ' ').replace(/\bapi\b/i, '').trim().replace(/ /g, '_').toUpperCase() || 'API'}_URL`.replace(/^(?=\d)/, 'API_');
  const at = apis.filter((other) => variable(other) === variable(api)).indexOf(api);
  return at ? `${variable(api)}_${at + 1}` : variable(api);
}
