import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Not an import: the processes of functions read it, too. */
const HOSTS: string[] = JSON.parse(readFileSync(join(__dirname, 'aws-hosts.json'), 'utf8'));

/** Whether a host is in a domain of an AWS partition, or the address where AWS serves credentials to a machine. */
export function isAwsHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return HOSTS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
