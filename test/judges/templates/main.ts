/** Lets cfn-lint and checkov judge the templates of notes APIs; fails on whatever is not listed. */
import '../../setup';
import { deepStrictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { ALL_PROFILES, Profile } from '../../consumer/app/lib/profiles';
import freshBundle from '../../fresh-bundle';
import { isOfCheckov, listedFindings } from '../../security/findings';
import { Findings } from '../../security/nag';
import { pythonEnvironment } from '../python';
import { addVariants } from '../variants';
import { NotesApi, NotesOperation } from 'cdk-notes-api';

/** The accepted findings of cfn-lint, and why they are accepted. */
const LEFT = {
  W3005: 'The CDK makes every function depend on its role, which the reference to the role does too.',
} as const;

/** The template that cfn-lint has to find an error in, and its rule: a type is not right. */
const BROKEN = { stack: 'Broken', rule: 'E3012' } as const;

interface Finding {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
}

interface FailedCheck {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

function main(): void {
  const bin = pythonEnvironment(join(__dirname, 'requirements.txt'));
  freshBundle();
  const outdir = mkdtempSync(join(tmpdir(), 'notes-templates-'));
  try {
    const stacks = synthesise(outdir);
    lint(bin, outdir, stacks);
    check(bin, outdir, stacks.filter(({ node }) => (ALL_PROFILES as string[]).includes(node.id)));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function synthesise(outdir: string): Stack[] {
  // With the path of each construct in the template, by which findings are listed.
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  const stacks = addVariants(app);
  const { functions } = new NotesApi(new Stack(app, BROKEN.stack), 'Notes');
  (functions[NotesOperation.GET].node.defaultChild as CfnFunction).addPropertyOverride('MemorySize', 'much');
  app.synth();
  return stacks;
}

function lint(bin: string, outdir: string, stacks: readonly Stack[]): void {
  const templates = [...stacks.map(({ templateFile }) => templateFile), `${BROKEN.stack}.template.json`];
  const found: Finding[] = judged(outdir, join(bin, 'cfn-lint'), '--format', 'json', ...templates);
  const errors = new Set(found.filter(({ Rule }) => !(Rule.Id in LEFT)).map(({ Filename, Rule }) => `${Filename} ${Rule.Id}`));
  deepStrictEqual([...errors], [`${BROKEN.stack}.template.json ${BROKEN.rule}`]);
  const left = new Set(found.map(({ Rule }) => Rule.Id).filter((id) => id in LEFT));
  deepStrictEqual([...left], Object.keys(LEFT));
  console.log(`cfn-lint: ${stacks.length} templates, nothing but ${[...left].join(', ')}`);
}

function check(bin: string, outdir: string, stacks: readonly Stack[]): void {
  const files = stacks.flatMap(({ templateFile }) => ['--file', templateFile]);
  const { results }: { results: { failed_checks: FailedCheck[] } } = judged(
    outdir, join(bin, 'checkov'), '--framework', 'cloudformation', '--quiet', '--output', 'json', ...files,
  );
  for (const stack of stacks) {
    const { Resources } = JSON.parse(readFileSync(join(outdir, stack.templateFile), 'utf8'));
    const found: Findings = {};
    for (const { check_id: rule, resource } of results.failed_checks.filter(({ file_path }) => file_path === `/${stack.templateFile}`)) {
      const path: string = Resources[resource.split('.')[1]].Metadata['aws:cdk:path'].slice(stack.node.path.length + 1);
      // Everything else in the stack belongs to its user.
      if (path.startsWith('Notes/')) {
        found[rule] = [...found[rule] ?? [], path].sort();
      }
    }
    deepStrictEqual(sorted(found), sorted(listedFindings(stack, stack.node.id as Profile, isOfCheckov)));
    console.log(`checkov: ${stack.node.id}, nothing but ${Object.keys(found).sort().join(', ')}`);
  }
}

const sorted = (findings: Findings): Findings => Object.fromEntries(Object.entries(findings).sort(([a], [b]) => a < b ? -1 : 1));

/** The JSON output of a judge. Its exit status is not 0 if it has findings. */
function judged(folder: string, command: string, ...args: string[]) {
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: Infinity });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${command} printed no JSON:\n${stdout}\n${stderr}`);
  }
}

main();
