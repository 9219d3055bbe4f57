import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { PATHS } from '../operations';
import { FINDINGS, isOfNag, listedFindings } from './findings';
import { findings } from './nag';
import { ALL_PROFILES, profileStack } from '../consumer/app/lib/profiles';

test.each(ALL_PROFILES)('cdk-nag finds in the profile %s what is listed, and nothing else', (profile) => {
  const { stack } = profileStack(new App(), profile);
  expect(findings(stack)).toEqual(listedFindings(stack, profile, isOfNag));
});

test('every listed finding is of a profile, with a resource, a reason and what a user can do', () => {
  for (const finding of FINDINGS) {
    for (const [member, value] of Object.entries(finding)) {
      expect([member, value.length]).not.toEqual([member, 0]);
    }
  }
});

test('docs/security-findings.md tells every listed finding, with the reason and what a user can do, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'security-findings.md'), 'utf8');
  const told = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(told).toEqual(
    FINDINGS.map(({ rules, reason, remedy }) => `| ${rules.map((rule) => `\`${rule}\``).join(', ')} | ${reason} | ${remedy} |`),
  );
});

test('what a caller is granted leaves user and note open, which cdk-nag finds on that caller alone', () => {
  const { stack, notes } = profileStack(new App(), 'Default');
  notes.grants.invoke(new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() }));
  const listed = listedFindings(stack, 'Default', isOfNag);
  const more = Object.entries(findings(stack)).filter(([rule]) => !(rule in listed));
  const open = PATHS.map((path) => path.replace('{userId}', '*').replace('{id}', '?*'));
  const found = more.map(([rule]) => /^AwsSolutions-IAM5\[Resource::.*:execute-api:.*(\/notes\/.*)\]$/.exec(rule)?.[1] ?? rule);
  expect([...new Set(found)].sort()).toEqual(open.sort());
  expect(new Set(more.flatMap(([, paths]) => paths))).toEqual(new Set(['Caller/DefaultPolicy/Resource']));
});
