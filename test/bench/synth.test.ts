import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transpiled } from '../../bench/synth/consumer';
import { marginalCosts } from '../../bench/synth/marginal-costs';
import { measure } from '../../bench/synth/measure';
import { synthReport } from '../../bench/synth/report';
import { resourceCount } from '../../bench/synth/resource-count';
import { Figures, SynthResults } from '../../bench/synth/synth';
import { usage } from '../../bench/synth/usage';

const ROOT = join(__dirname, '..', '..');

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'notes-bench-')); });
afterEach(() => rmSync(folder, { recursive: true }));

describe('marginal costs', () => {
  test('are equal where the cost is linear', () => {
    expect(marginalCosts([[1, 5], [10, 23], [100, 203]])).toEqual([2, 2]);
  });

  test('grow where the cost grows faster', () => {
    expect(marginalCosts([[1, 1], [10, 100], [100, 10_000]])).toEqual([11, 110]);
  });
});

test('resources are counted in all templates of an assembly and nowhere else', () => {
  const write = (file: string, content: object) => writeFileSync(join(folder, file), JSON.stringify(content));
  write('One.template.json', { Resources: { Table: {}, Api: {} } });
  write('Two.template.json', { Resources: { Table: {} }, Outputs: { Url: {} } });
  write('One.assets.json', { files: { template: {} } });
  write('manifest.json', { Resources: { None: {} } });
  expect(resourceCount(folder)).toBe(3);
});

test('usage has the CPU time of children in it', () => {
  const before = usage();
  execFileSync(process.execPath, ['--eval', 'while (process.cpuUsage().user < 300_000);']);
  expect(usage().cpu - before.cpu).toBeGreaterThanOrEqual(290);
});

describe('a measured process', () => {
  const consumer = () => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const sources = { handlers: join(ROOT, 'bench', 'handlers', 'baseline'), bundle: join(ROOT, 'assets', 'lambda') };
    return { ...sources, folder, program: transpiled(join(folder, 'app')), packages: {} };
  };

  test('synthesises as many instances as it is told, each in a stack of its own, and tells what that took', () => {
    const app = consumer();
    const [{ resources: one }, { resources: three, whole, synth }] = [1, 3].map((instances) =>
      measure(app, 'bareResources', { instances, validation: false }));
    expect(three).toBe(3 * one);
    expect(synth.cpu).toBeGreaterThan(0);
    expect(whole.cpu).toBeGreaterThan(synth.cpu);
    expect(whole.wall).toBeGreaterThan(synth.wall);
  });

  test('that fails says why', () => {
    expect(() => measure({ ...consumer(), bundle: join(folder, 'nowhere') }, 'bareResources', { instances: 1, validation: false }))
      .toThrow(/^the synthesis of 1 bareResources ended with 1:\n.*Cannot find asset/s);
  });
});

test('the report has a row for each figure, and ratios with their quartiles', () => {
  const figures = (median: number): Figures => {
    const spread = { q1: median * 0.75, median, q3: median * 1.25 };
    return { whole: { wall: spread, cpu: spread }, synth: { wall: spread, cpu: spread } };
  };
  const results: SynthResults = {
    date: '2026-01-31',
    cpu: 'a processor',
    packages: {},
    node: '24.0.0',
    cases: [[1, false], [20, false], [100, false], [1, true]].map(([instances, validation]) => ({
      instances: instances as number,
      validation: validation as boolean,
      rounds: 3,
      resources: { notesApi: 39, nodejsFunctions: 47, bareResources: 39 },
      rows: { notesApi: figures(500), nodejsFunctions: figures(4_000), bareResources: figures(300) },
      ratios: { nodejsFunctions: figures(0.125), bareResources: figures(1.6) },
    })),
    marginal: { notesApi: [50, 51], nodejsFunctions: [80.4, 80.6], bareResources: [20, 20] },
  };
  const cells = synthReport(results).split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  expect(cells).toContainEqual(['1, validated', 'CPU', '4 s', '0.5 s', '0.125 (0.094–0.156)', '1.60 (1.20–2.00)']);
  expect(cells).toContainEqual(['1, validated', 'time', '4 s', '0.5 s', '0.125 (0.094–0.156)', '1.60 (1.20–2.00)']);
  expect(cells).toContainEqual(['resources', '39', '47', '39']);
  expect(cells).toContainEqual(['CPU of each further one, up to 20', '50 ms', '80 ms', '20 ms']);
  expect(cells).toContainEqual(['CPU of each further one, up to 100', '51 ms', '81 ms', '20 ms']);
});
