import { HeaderList } from './http';

/** Header fields of a request that end at API Gateway: neither integrations nor templates see them. */
const NOT_FORWARDED = new Set([
  'connection', 'content-length', 'content-md5', 'expect', 'keep-alive', 'max-forwards', 'proxy-authenticate', 'proxy-connection', 'server',
  'te', 'trailer', 'transfer-encoding', 'upgrade', 'www-authenticate',
]);

/** Names that API Gateway writes in its own way, however the client does. */
const RENAMED: Record<string, string> = { 'authorization': 'Authorization', 'user-agent': 'User-Agent' };

export function forwardedHeaders({ entries }: HeaderList): HeaderList {
  return new HeaderList(
    entries
      .filter(([name]) => !NOT_FORWARDED.has(name.toLowerCase()))
      .flatMap(([name, value]) => [RENAMED[name.toLowerCase()] ?? name, value]),
  );
}
