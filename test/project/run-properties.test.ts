import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { measureRun } from '../../src/report/measure/measure-run.ts';
import { readRun } from '../../src/project/runs/read-run.ts';
import { folderCache } from '../../src/store/cache.ts';

/** Runs of each property; `FUZZ_RUNS=1000` looks longer. A count, so that a busy machine tests the same. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 40);
const seed = Number(process.env.FUZZ_SEED ?? 1);

const top = mkdtempSync(join(tmpdir(), 'perfolio-properties-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;
let made = 0;

/** The measures of a run with these files. */
async function measured(files: Files): Promise<RunMeasures> {
  const folder = join(top, String(++made));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const run = { id: 'run', folder, files: Object.keys(files).toSorted(), isSingleFile: false };
  const cache = folderCache(join(folder, '.cache'), '1');
  const input = await readRun(run, {}, { project: defaultProject, cache, shown: (path) => path });
  expect(input.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const measures = measureRun(input);
  // Thousands of folders take longer to remove than a hook may.
  rmSync(folder, { recursive: true });
  return measures;
}

interface Request {
  readonly at: number;
  readonly endpoint: string;
  readonly ms: number;
  readonly ok: boolean;
}

const start = Date.UTC(2026, 10, 1, 10);
const endpoints = ['GET /cart', 'POST /order', 'search'] as const;

const table = (requests: readonly Request[]): string =>
  [
    'timestamp,endpoint,duration_ms,ok',
    ...requests.map(({ at, endpoint, ms, ok }) => `${start + at},${endpoint},${ms},${ok}`),
    '',
  ].join('\n');

/** Requests in any order; no two start in the same millisecond. */
const requests = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 600_000 }),
      endpoint: fc.constantFrom(...endpoints),
      ms: fc.integer({ min: 1, max: 30_000 }),
      ok: fc.boolean(),
    }),
    { minLength: 30, maxLength: 120, selector: ({ at }) => at },
  )
  .filter((all) => new Set(all.map(({ endpoint }) => endpoint)).size === endpoints.length);

/** Summaries that tools printed, of tests one after another or without a clock. */
const hey = fc
  .record({ count: fc.integer({ min: 1, max: 5_000 }), seconds: fc.integer({ min: 1, max: 600 }) })
  .map(
    ({ count, seconds }) =>
      `\nSummary:\n  Total:\t${seconds.toFixed(4)} secs\n  Slowest:\t0.2000 secs\n  Fastest:\t0.0010 secs\n  Average:\t0.0100 secs\n  Requests/sec:\t${(count / seconds).toFixed(4)}\n\n\nLatency distribution:\n  50% in 0.0090 secs\n\nStatus code distribution:\n  [200]\t${count} responses\n`,
  );

const scenarioFiles = fc.oneof(
  fc
    .array(requests, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one) => ['csv', table(one)] as const)),
  fc.array(hey, { minLength: 1, maxLength: 3 }).map((all) => all.map((one) => ['txt', one] as const)),
);

test('rate x duration = count, wherever all three are known', async () => {
  let known = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(scenarioFiles, { minLength: 1, maxLength: 2 }), async (scenarios) => {
      const files = scenarios.flatMap((all, s) =>
        all.map(([extension, text], i) => [`scenario-${s}/file-${i}.${extension}`, text] as const),
      );
      const { throughput, scenarios: described } = await measured(Object.fromEntries(files));
      expect(throughput).toHaveLength(scenarios.length);
      for (const { scenario, requestsPerSecond, totalRequests } of throughput) {
        const durationSeconds = described.find(({ id }) => id === scenario)?.durationSeconds ?? null;
        if (requestsPerSecond === null || totalRequests === null || durationSeconds === null) continue;
        known++;
        // Printed rates have four decimals.
        const rounding = 0.00005 * durationSeconds;
        expect(Math.abs(requestsPerSecond * durationSeconds - totalRequests)).toBeLessThan(rounding + 1e-6);
      }
    }),
    { numRuns, seed },
  );
  expect(known).toBeGreaterThan(numRuns / 2);
}, 300_000);

/** Metrics by place, to nine digits: sums of fractions depend on their order. */
const metricsOf = ({ metricValues }: RunMeasures): Record<string, number> =>
  Object.fromEntries(
    metricValues.map(({ metric, scenario, endpoint, value }) => [
      `${metric} of ${endpoint} in ${scenario}`,
      Number(value.toPrecision(9)),
    ]),
  );

/** Requests dealt to files. */
const dealt = fc
  .tuple(requests, fc.integer({ min: 2, max: 4 }), fc.infiniteStream(fc.integer({ min: 0, max: 3 })))
  .map(([all, count, stream]) => {
    const parts: Request[][] = Array.from({ length: count }, () => []);
    for (const one of all) parts[(stream.next().value as number) % count]!.push(one);
    return { all, parts: parts.filter(({ length }) => length > 0) };
  });

const inFiles = (parts: readonly (readonly Request[])[], folder = 'load'): Files =>
  Object.fromEntries(parts.map((part, i) => [`${folder}/part-${i}.csv`, table(part)]));

test('splitting, reordering and duplicating files of a run change no metric', async () => {
  await fc.assert(
    fc.asyncProperty(dealt, async ({ all, parts }) => {
      const whole = metricsOf(await measured(inFiles([all])));
      expect(whole['throughput.totalRequests of null in load']).toBe(all.length);
      const sorted = all.toSorted((a, b) => a.at - b.at);
      expect(metricsOf(await measured(inFiles([sorted]))), 'reordered rows').toEqual(whole);
      expect(metricsOf(await measured(inFiles(parts))), 'split').toEqual(whole);
      expect(metricsOf(await measured(inFiles(parts.toReversed()))), 'reordered files').toEqual(whole);
      const twice = await measured(inFiles([all, all]));
      expect(metricsOf(twice), 'byte-identical').toEqual(whole);
      expect(twice.problems.length, 'the copy is reported').toBeGreaterThan(0);
      expect(metricsOf(await measured(inFiles([all, sorted]))), 'copy in another order').toEqual(whole);
    }),
    { numRuns, seed },
  );
}, 300_000);

test('a file that adds requests adds these, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(requests, requests, async (some, others) => {
      // An hour later, so that no request is in both.
      const added = others.map((one) => ({ ...one, at: one.at + 3_600_000 }));
      const both = await measured(inFiles([some, added]));
      expect(metricsOf(both)).toEqual(metricsOf(await measured(inFiles([[...some, ...added]]))));
      expect(both.throughput[0]!.totalRequests).toBe(some.length + added.length);
      expect(both.errors[0]!.errors).toBe([...some, ...added].filter(({ ok }) => !ok).length);
    }),
    { numRuns, seed },
  );
}, 300_000);
