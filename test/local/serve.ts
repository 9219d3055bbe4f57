import { join } from 'node:path';
import { main } from '../../local/main';

// The command as its caller would run it, with the sample app as the default.
void main(process.argv.slice(2), {
  command: 'serve', folder: process.cwd(), defaultApp: join(__dirname, 'apps', 'shop.ts'),
}).then((status) => { process.exitCode = status; });
