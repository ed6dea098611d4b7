import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/run-report.ts';
import { openWorkspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-resources-'));
let report: RunReport;

// An hour of a sampler's readings, one each second: 100 MB, but for one second of 900 MB and one of 20 MB.
const readings = Array.from({ length: 3_600 }, (_, s) => {
  const memoryMb = s === 1_234 ? 900 : s === 2_345 ? 20 : 100;
  return `${1_793_000_000_000 + s * 1_000},Serving,,${memoryMb}`;
});

beforeAll(async () => {
  const run = join(folder, 'data/run-1');
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, 'memory.csv'), ['timestamp,operation,phase,memory_mb', ...readings, ''].join('\n'));
  writeFileSync(
    join(run, 'rows.csv'),
    'operation,base_mb,peak_mb,final_mb,gc_recovered_mb\nImport,50,80,60,5\n',
  );
  writeFileSync(join(run, 'cpu.csv'), 'scenario,average_percent,peak_percent,cores\nload,50,90,2\n');
  const paths = checkoutPaths({ data: join(folder, 'data'), content: join(folder, 'content') });
  report = (await openWorkspace(paths)).reports[0]!;
});

afterAll(() => rmSync(folder, { recursive: true }));

it('figures of readings are exact and know their number; those that a file states are as reported', () => {
  const basis = new Map(
    report.measures.metricValues
      .filter(({ metric }) => metric === 'memory.peak' || metric === 'cpu.average')
      .map(
        ({ endpoint, scenario, source, n, estimator }) =>
          [endpoint ?? scenario ?? '', [source, n, estimator]] as const,
      ),
  );
  expect(Object.fromEntries<unknown>(basis)).toEqual({
    Serving: ['exact', 3_600, 'largest reading'],
    Import: ['reported', null, 'reported in the file'],
    load: ['reported', null, 'reported in the file'],
  });
});

it('a drawn course keeps its highest and its lowest reading', () => {
  const { points } = report.measures.memoryCurves[0]!;
  expect(points.length).toBeLessThanOrEqual(240);
  const values = points.map(({ memoryMb }) => memoryMb);
  expect([Math.max(...values), Math.min(...values)]).toEqual([900, 20]);
  expect(points.map(({ atSeconds }) => atSeconds)).toEqual(
    points.map(({ atSeconds }) => atSeconds).toSorted((a, b) => a - b),
  );
  expect([points[0]!.atSeconds, points.at(-1)!.atSeconds]).toEqual([0, 3_599]);
});
