import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

/** Words that only a load test has a use for. */
const wordsOfLoad = /\b(?:requests?|users?|scenarios?|endpoints?|throughput|messages?)\b/gi;

const lines = (factor: number): string =>
  [
    ['Encode/small', 250, 0],
    ['Parse/large', 2_080, 3],
  ]
    .flatMap(([name, ns, allocations]) =>
      [0, 1, 2, 3, 4, 5].map(
        (i) =>
          `Benchmark${name}-8 \t 100\t ${Number(ns) * factor * (1 + i / 1_000)} ns/op\t ${allocations} allocs/op\n`,
      ),
    )
    .join('');

describe('the report of a run of benchmarks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-benchmarks-'));
  let twins: string[] = [];
  let followed: string[] = [];
  beforeAll(async () => {
    for (const [day, factor] of [1, 1.01, 1.3].entries()) {
      const run = join(folder, `data/r${day + 1}`);
      mkdirSync(run, { recursive: true });
      writeFileSync(join(run, 'bench.txt'), `goos: linux\n${lines(factor)}`);
      writeFileSync(join(run, 'run.json'), JSON.stringify({ startedAt: `2026-11-0${day + 1}T10:00:00Z` }));
    }
    const workspace = await openWorkspace(
      checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
    );
    followed = workspace.trends.map(({ metric }) => metric);
    twins = workspace.reports.map((report) => workspace.twinMarkdown(report).replaceAll('\u00a0', ' '));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('names how many there are, and the slowest with its time per iteration', () => {
    // The median of six values 2080 (1 + i / 1000), i from 0 to 5, is that of i = 2.5.
    expect(twins[0]).toMatch(/^# 2 benchmarks; BenchmarkParse\/large-8 is slowest: 2\.09 µs per iteration\n/);
  });

  it('says once that nothing changed, and names no slowest one then', () => {
    expect(twins[1]).toMatch(/^# 2 benchmarks: no change detected since r1\n/);
    expect(twins[1]).not.toMatch(/None detected|benchmarks; /);
  });

  it('speaks of no requests, users, scenarios or endpoints', () => {
    for (const twin of twins) expect(twin.match(wordsOfLoad) ?? []).toEqual([]);
  });

  it('has a table of times in one unit, and one of what else was measured', () => {
    expect(twins[0]).toContain('| Benchmark | Median (µs) | Average (µs) | ± | Samples |');
    expect(twins[0]).toContain('| BenchmarkParse/large-8 | 3 |');
  });

  it('has no percentile of a tail in which no sample lies: one of six is beyond the 83rd', () => {
    expect(followed).toContain('response.p50');
    expect(followed.filter((metric) => metric.includes('p9'))).toEqual([]);
    expect(twins[2]).toMatch(/is slowest: half within 2\.71 µs\.\n/);
  });

  it('compares times by the spread of the samples, without a percentile that they are too few for', () => {
    // ln 1.3/1.01 = 0.2524 with the assumed spread of 5% in each run: sqrt(2 * 0.05^2) = 0.0707, times 1.96, to either
    // side; the samples' own spread of 0.5% adds nothing.
    expect(twins[2]).toContain('| 2.11 µs | 2.71 µs | +29% (+12% to +48%) |');
    expect(twins[2]).toContain('one run against one, by the spread of 6 samples');
    expect(twins[2]).not.toContain('95th percentile');
    expect(twins[2]).toMatch(
      /^# Median time per iteration of BenchmarkEncode\/small-8 possibly rose from 253 to 326 ns\n/,
    );
  });
});
