import type { cdk } from 'projen';
import { github } from 'projen';

const { JobPermission: { READ, WRITE } } = github.workflows;

/** The newest version on Lambda. Its npm exchanges the identity of the workflow for permission to publish. */
export const NODE_VERSION = '24';
/** Uploads to all registries, and skips packages that exist there. */
const PUBLIB = 'publib@0.2.1061';
const RUNNER = ['ubuntu-latest'];
const IS_PUBLISHED = "${{ !inputs.dry_run && github.ref == 'refs/heads/main' }}";

export const PULL_REQUEST_TEMPLATE = [
  'What changes for users, in one or two sentences:',
  '',
  '- [ ] The title is `feat: …`, `fix: …`, `docs: …` and so on; `feat!: …` when it breaks what `docs/stability.md` promises.',
  '- [ ] A test fails without the change.',
  '- [ ] `openapi.json`, `API.md` and the documentation are up to date (`npx projen build`).',
];

const node: github.workflows.JobStep = { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': NODE_VERSION } };
const java: github.workflows.JobStep = { uses: 'actions/setup-java@v6.0.0', with: { 'distribution': 'temurin', 'java-version': '17' } };
const python: github.workflows.JobStep = { uses: 'actions/setup-python@v7.0.0', with: { 'python-version': '3.11' } };
const go: github.workflows.JobStep = { uses: 'actions/setup-go@v7.0.0', with: { 'go-version': 'stable', 'cache': false } };
const dotnet: github.workflows.JobStep = { uses: 'actions/setup-dotnet@v6.0.0', with: { 'dotnet-version': '8.x' } };

/** With all commits and tags: the version, the changelog and the comparison with the last release come from them. */
const checkout: github.workflows.JobStep = { uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', with: { 'fetch-depth': 0, 'persist-credentials': false } };

interface Registry {
  /** The setup of its toolchain. */
  readonly setup?: github.workflows.JobStep[];
  /** Whether it trusts the workflow; otherwise it needs secrets. */
  readonly trusted: boolean;
  readonly env: Record<string, string>;
}

/** The registries, by the name of their publisher. Each publisher knows its host. */
const REGISTRIES: Readonly<Record<string, Registry>> = {
  npm: { trusted: true, env: { NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true', NPM_ACCESS_LEVEL: 'public' } },
  pypi: { trusted: true, setup: [python], env: { PYPI_TRUSTED_PUBLISHER: 'true' } },
  nuget: {
    trusted: true,
    setup: [python, dotnet],
    env: { NUGET_TRUSTED_PUBLISHER: 'true', NUGET_USERNAME: '${{ secrets.NUGET_USERNAME }}' },
  },
  maven: {
    trusted: false,
    setup: [java],
    env: {
      MAVEN_SERVER_ID: 'central-ossrh',
      ...secrets('MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE', 'MAVEN_PASSWORD', 'MAVEN_USERNAME'),
    },
  },
  golang: {
    trusted: false,
    setup: [go],
    env: {
      GIT_USER_NAME: 'github-actions[bot]',
      GIT_USER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
      GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}',
    },
  },
};

function secrets(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`]));
}

/** Adds the workflows that test a change and that publish a release. */
export function addWorkflows(project: cdk.JsiiProject): void {
  addBuild(project.github!);
  addRelease(project.github!);
}

/** Runs on every pull request, and before a release. */
function addBuild(hub: github.GitHub): void {
  const workflow = hub.addWorkflow('build');
  workflow.on({ pullRequest: {}, push: { branches: ['main'] }, workflowCall: {}, workflowDispatch: {} });
  workflow.addJob('build', {
    runsOn: RUNNER,
    permissions: { contents: READ },
    timeoutMinutes: 120,
    env: { CHROMIUM_PATH: '/usr/bin/google-chrome' },
    steps: [checkout, node, java, python, go, { name: 'Everything that must hold', run: '.ci/run' }],
  });
}

function addRelease(hub: github.GitHub): void {
  // Two at a time would make the same version.
  const workflow = new github.GithubWorkflow(hub, 'release', { limitConcurrency: true });
  workflow.on({
    workflowDispatch: {
      inputs: { dry_run: { description: 'Build the packages, and publish none', type: 'boolean', required: false } },
    },
  });
  workflow.addJob('build', { uses: './.github/workflows/build.yml', permissions: { contents: READ } });
  workflow.addJob('package', {
    needs: ['build'],
    runsOn: RUNNER,
    permissions: { contents: READ, idToken: WRITE, attestations: WRITE },
    steps: [
      checkout, node, java, python, go, dotnet,
      { run: 'npm ci' },
      { name: 'Make all packages, with the version of this release', run: 'npx projen release' },
      {
        name: 'Stop if nothing is new',
        run: 'if git rev-parse --quiet --verify "refs/tags/$(cat dist/releasetag.txt)"; then echo "::error::there is nothing new since $(cat dist/releasetag.txt)"; exit 1; fi',
      },
      {
        name: 'Attest where the packages come from',
        if: IS_PUBLISHED,
        uses: 'actions/attest-build-provenance@v3',
        with: { 'subject-path': ['dist/js/*.tgz', 'dist/python/*', 'dist/dotnet/*.nupkg', 'dist/java/**/*.jar'].join('\n') },
      },
      { uses: 'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', with: { 'name': 'dist', 'path': 'dist', 'if-no-files-found': 'error' } },
    ],
  });
  const download: github.workflows.JobStep = { uses: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', with: { name: 'dist', path: 'dist' } };
  for (const [publisher, { setup = [], trusted, env }] of Object.entries(REGISTRIES)) {
    workflow.addJob(publisher, {
      needs: ['package'],
      if: IS_PUBLISHED,
      runsOn: RUNNER,
      environment: 'release',
      permissions: { contents: READ, ...trusted && { idToken: WRITE } },
      steps: [node, ...setup, download, { name: 'Publish', run: `npx --yes --package ${PUBLIB} publib-${publisher}`, env }],
    });
  }
  workflow.addJob('github', {
    needs: Object.keys(REGISTRIES),
    runsOn: RUNNER,
    permissions: { contents: WRITE },
    steps: [
      download,
      {
        name: 'Tag the commit and describe the release',
        run: 'gh release create "$(cat dist/releasetag.txt)" --repo "$GITHUB_REPOSITORY" --target "$GITHUB_SHA" --title "$(cat dist/releasetag.txt)" --notes-file dist/changelog.md dist/sbom/*.json',
        env: { GITHUB_TOKEN: '${{ github.token }}' },
      },
    ],
  });
  workflow.addJob('record', {
    needs: ['github'],
    runsOn: RUNNER,
    permissions: { contents: READ },
    steps: [
      checkout, node,
      { run: 'npm ci' },
      download,
      { name: 'Write CHANGELOG.md and the templates of this release', run: 'npx projen release:record' },
      {
        uses: 'peter-evans/create-pull-request@v8.1.1',
        with: {
          'token': '${{ secrets.PROJEN_GITHUB_TOKEN }}',
          'branch': 'github-actions/record-release',
          'title': 'docs: the changelog and the templates of the release',
          'commit-message': 'docs: the changelog and the templates of the release',
          'body': 'What the release workflow recorded. Merge it before the next release.',
        },
      },
    ],
  });
}
