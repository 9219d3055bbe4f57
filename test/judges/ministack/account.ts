import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { zipSync } from 'fflate';

const ACCOUNT = '000000000000';

/** Milliseconds that a stack may take. */
const PATIENCE = 60_000;

/** The end of a stack's creation. */
export interface Created {
  readonly status: string;
  /** The physical id of each resource, by its logical id. */
  readonly resources: Readonly<Record<string, string>>;
}

/** The account of MiniStack, as far as CloudFormation needs it. */
export class Account {
  constructor(private readonly endpoint: string, private readonly region: string) {}

  /** Creates the parts of `cdk bootstrap` that a template needs, and uploads the code of the functions. */
  async bootstrap(assembly: string): Promise<void> {
    await this.request('PUT', `/${this.bucket}`);
    for (const asset of readdirSync(assembly).filter((name) => name.startsWith('asset.'))) {
      const files = readdirSync(join(assembly, asset)).map((name) => [name, readFileSync(join(assembly, asset, name))] as const);
      await this.request('PUT', `/${this.bucket}/${asset.replace('asset.', '')}.zip`, Uint8Array.from(zipSync(Object.fromEntries(files))));
    }
    await this.request('POST', '/', JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '21', Type: 'String' }), {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.PutParameter',
    });
  }

  async createStack(name: string, template: string): Promise<Created> {
    // A template that does not fit into a request is read from a bucket.
    await this.request('PUT', `/${this.bucket}/${name}.json`, template);
    const TemplateURL = `${this.endpoint}/${this.bucket}/${name}.json`;
    try {
      await this.cloudFormation('CreateStack', { 'StackName': name, TemplateURL, 'Capabilities.member.1': 'CAPABILITY_IAM' });
    } catch (refusal) {
      return { status: `${refusal}`, resources: {} };
    }
    let status;
    for (const until = Date.now() + PATIENCE; Date.now() < until; await setTimeout(50)) {
      [status] = texts(await this.cloudFormation('DescribeStacks', { StackName: name }), 'StackStatus');
      if (!status.endsWith('_IN_PROGRESS')) {
        break;
      }
    }
    const described = await this.cloudFormation('DescribeStackResources', { StackName: name });
    const logical = texts(described, 'LogicalResourceId');
    const physical = texts(described, 'PhysicalResourceId');
    return { status: status!, resources: Object.fromEntries(logical.map((id, index) => [id, physical[index]])) };
  }

  private get bucket(): string {
    return `cdk-hnb659fds-assets-${ACCOUNT}-${this.region}`;
  }

  private cloudFormation(Action: string, parameters: Record<string, string>): Promise<string> {
    return this.request('POST', '/', new URLSearchParams({ Action, Version: '2010-05-15', ...parameters }));
  }

  private async request(
    method: string, path: string, body?: string | Uint8Array<ArrayBuffer> | URLSearchParams, headers?: Record<string, string>,
  ): Promise<string> {
    const response = await fetch(`${this.endpoint}${path}`, { method, body, headers });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`MiniStack answers ${response.status} to ${method} ${path}: ${text.slice(0, 1000)}`);
    }
    return text;
  }
}

/** The texts of all elements of a name in an XML document. */
const texts = (xml: string, name: string): string[] => [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);
