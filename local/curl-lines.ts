import { LocalApi, LocalStack } from './local-stack';

/**
 * The app's outputs that are lines to paste; those on an address that nobody is let in at go by a domain name, or are left out where there
 * is none.
 */
export function curlLines({ apis, outputs }: LocalStack): string[] {
  const closed = apis.filter(({ isDefaultEndpointDisabled }) => isDefaultEndpointDisabled);
  return outputs.map(({ value }) => value).filter((value) => value.startsWith('curl ')).flatMap((line) => {
    const api = closed.find(({ url }) => line.includes(url));
    return api ? byDomainName(line, api) : [line];
  });
}

function byDomainName(line: string, { domains, url }: LocalApi): string[] {
  const domain = domains.find(({ host }) => !host.startsWith('*')) ?? domains[0];
  if (!domain) {
    return [];
  }
  // Any name that the wildcard stands for will do.
  const host = domain.host.replace('*', 'www');
  return [line.replaceAll(url, `${domain.url}/`).replace(/\bcurl /g, `curl -H 'Host: ${host}' `)];
}
