import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Latency } from '../../src/model/documents/inspection.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { openWorkspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const root = join(import.meta.dirname, '../..');
const shop = join(root, 'test/fixtures/shop');

type Figures = Omit<Latency, 'source' | 'relativeError'>;

interface Expected {
  readonly endpoints: Readonly<
    Record<string, { count: number; errors: number; latencyMs: Figures; latencyOkMs: Figures }>
  >;
  readonly pooled: Figures;
  readonly requestsPerSecond: number;
  readonly errorRate: number;
  readonly durationSeconds: number;
}

// Computed by numpy from the raw files: see test/reference-scripts/make_shop_project.py.
const expected = JSON.parse(readFileSync(join(shop, 'expected.json'), 'utf8')) as Record<
  string,
  Record<string, Expected>
>;
const cases = Object.entries(expected).flatMap(([run, scenarios]) =>
  Object.entries(scenarios).map(([scenario, figures]) => [run, scenario, figures] as const),
);

let reports: ReadonlyMap<string, RunReport>;

beforeAll(async () => {
  const paths = checkoutPaths({ data: join(shop, 'data'), content: join(shop, 'content') });
  const workspace = await openWorkspace(paths);
  expect(workspace.problems).toEqual([]);
  reports = new Map(workspace.reports.map((report) => [report.id, report]));
});

function closeTo(actual: Latency | null, wanted: Figures): void {
  for (const [name, value] of Object.entries(wanted))
    expect(Math.abs(actual![name as keyof Figures]! / value! - 1), name).toBeLessThan(1e-9);
}

describe('the figures of a run, against numpy', () => {
  it.each(cases)(
    '%s, %s: every endpoint has its count, errors and response times',
    (run, scenario, figures) => {
      const rows = reports.get(run)!.measures.response.filter((row) => row.scenario === scenario);
      expect(rows.map((row) => row.endpoint).sort()).toEqual(Object.keys(figures.endpoints).sort());
      for (const row of rows) {
        const wanted = figures.endpoints[row.endpoint]!;
        expect([row.count, row.errors]).toEqual([wanted.count, wanted.errors]);
        expect(row.latencyMs!.source).toBe('exact');
        closeTo(row.latencyMs, wanted.latencyMs);
        closeTo(row.latencyOkMs, wanted.latencyOkMs);
      }
    },
  );

  it.each(cases)('%s, %s: pooled samples, throughput and error rate', (run, scenario, figures) => {
    const { pooled, throughput, errors, scenarios } = reports.get(run)!.measures;
    closeTo(pooled.find((row) => row.scenario === scenario)!.latencyMs, figures.pooled);
    expect(throughput.find((row) => row.scenario === scenario)!.requestsPerSecond).toBeCloseTo(
      figures.requestsPerSecond,
      9,
    );
    expect(errors.find((row) => row.scenario === scenario)!.rate).toBeCloseTo(figures.errorRate, 12);
    expect(scenarios.find(({ id }) => id === scenario)!.durationSeconds).toBeCloseTo(
      figures.durationSeconds,
      9,
    );
  });

  it('memory: medians of the phases, as the definitions have them', () => {
    // base: median of 100.5, 101.25, 100; final: of 118.5, 119.5; after the collection 104.25; peak 140.5.
    expect(reports.get('run-1')!.measures.memory).toMatchObject([
      {
        operation: 'Import',
        baseMb: 100.5,
        peakMb: 140.5,
        finalMb: 119,
        deltaMb: 18.5,
        gcRecoveredMb: 14.75,
        growth: 18.5 / 100.5,
      },
    ]);
  });

  it('processor: as reported on the scale of one core, with the busiest core', () => {
    // 70, 135 and 100.5% of a core in the three readings.
    const [row] = reports.get('run-1')!.measures.cpu;
    expect(row).toMatchObject({
      scenario: 'peak',
      scale: 'core',
      peakPercent: 135,
      busiestPercent: 90,
      cores: 2,
    });
    expect(row!.averagePercent).toBeCloseTo(305.5 / 3, 12);
    expect(row!.coresUsed).toBeCloseTo(305.5 / 300, 12);
  });
});

describe('a run among others', () => {
  it('is compared with the latest comparable earlier run on the main line', () => {
    expect(reports.get('run-1')!.context.baseline).toBeNull();
    expect(reports.get('run-2')!.context.baseline?.id).toBe('run-1');
    expect(reports.get('run-3')!.context.baseline?.id).toBe('run-2');
  });

  it('is judged by its targets alone', () => {
    const [time, errors, memory] = reports.get('run-1')!.targets;
    expect([time!.verdict, memory!.verdict]).toEqual(['met', 'met']);
    // 2% of failures were drawn for browsing: some hundred requests leave the rate open or beyond 1%.
    expect(errors!.verdict).not.toBe('met');
  });
});
