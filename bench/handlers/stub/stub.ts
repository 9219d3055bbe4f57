import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from 'selfsigned';
import { onCore } from '../../cores';

/** A stub of DynamoDB in its own process. */
export class Stub {
  /** Uses TLS: plain HTTP would load other parts of the SDK, and make the first request too cheap. */
  static async start(work: string, core?: number): Promise<Stub> {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      // Like the certificates of AWS's endpoints.
      keyType: 'rsa',
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    const [keyFile, certificate] = Object.entries({ 'key.pem': key, 'certificate.pem': cert }).map(([name, pem]) => {
      writeFileSync(join(work, name), pem);
      return join(work, name);
    });
    const tsx = pathToFileURL(require.resolve('tsx')).href;
    const [command, ...args] = onCore(core, process.execPath, '--import', tsx, join(__dirname, 'main.ts'), keyFile, certificate);
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(([status]) => { throw new Error(`the stub of DynamoDB exited with ${status}`); });
    const [endpoint] = await Promise.race([once(child.stdout, 'data'), ended]);
    ended.catch(() => {});
    return new Stub(`${endpoint}`.trim(), certificate, child);
  }

  private constructor(readonly endpoint: string, readonly certificate: string, private readonly child: ChildProcess) {}

  get pid(): number {
    return this.child.pid!;
  }

  async stop(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.stdin!.end();
    await exit;
  }
}
