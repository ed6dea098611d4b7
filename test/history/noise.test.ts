import { describe, expect, it } from 'vitest';
import { present } from '../../src/model/checked.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { Noise, NoiseMetric } from '../../src/model/documents/noise-document.ts';
import { noiseSchema } from '../../src/model/documents/noise-document.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { noiseOf } from '../../src/history/trends/noise.ts';
import { detectableChange } from '../../src/stats/detectable.ts';
import { dice, makeReports, makeRun, noisy } from './make-run.ts';

function noise(builds: number, repeats: number): Noise {
  const next = dice(7);
  const runs = Array.from({ length: builds * repeats }, (_, i) => {
    const [build, repeat] = [Math.floor(i / repeats), i % repeats];
    return makeRun({
      id: `b${build}-${repeat}`,
      day: build + repeat / 288,
      manifest: { commit: `c${build}` },
      endpoints: { pay: { p50: noisy(100, next) }, browse: { p50: noisy(20, next) } },
    });
  });
  return noiseOf({ reports: makeReports(runs), trends: [], project: defaultProject, annotations: [] });
}

const medianOf = ({ metrics }: Noise): NoiseMetric =>
  present(
    metrics.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay'),
    'the median is compared',
  );

describe('noiseOf', () => {
  it('shows the spread between sessions, and what more runs would find', () => {
    const { runs, sessions, spread, detectable } = medianOf(noise(12, 1));
    expect([runs, sessions, spread.repeats]).toEqual([12, 12, null]);
    // `noisy` spreads by 0.04 * sqrt(3 / 12) * 2 / 3 = 1.3 %.
    expect(spread.sessions).toBeGreaterThan(0.006);
    expect(spread.sessions).toBeLessThan(0.025);
    const [one, three, five] = [detectable['1'], detectable['3'], detectable['5']].map(
      (share) => share ?? NaN,
    );
    expect(one).toBeGreaterThan(three ?? NaN);
    expect(three).toBeGreaterThanOrEqual(five ?? NaN);
  });

  it('tells repeats from sessions', () => {
    const { runs, sessions, spread } = medianOf(noise(6, 3));
    expect([runs, sessions]).toEqual([18, 6]);
    expect(spread.repeats).toBeGreaterThan(0.005);
  });

  it('has what a run shows of itself: half its interval over 1.96, as a share of the value', () => {
    const next = dice(3);
    const runs = Array.from({ length: 12 }, (_, day) => {
      const run = makeRun({
        day,
        manifest: { commit: `c${day}` },
        endpoints: { pay: { p50: noisy(100, next) } },
      });
      return {
        ...run,
        metricValues: run.metricValues.map((one) => ({
          ...one,
          interval: { lower: one.value * 0.97, upper: one.value * 1.05 },
        })),
      };
    });
    const found = noiseOf({
      reports: makeReports(runs),
      trends: [],
      project: defaultProject,
      annotations: [],
    });
    expect(medianOf(found).spread.within).toBeCloseTo(0.04 / 1.959964, 12);
  });

  it('counts the newest 50 sessions', () => {
    const { runs, sessions } = medianOf(noise(53, 1));
    expect([runs, sessions]).toEqual([50, 50]);
  });

  it('is that of the runs that count', () => {
    const next = dice(5);
    const run = (day: number, endpoint: string, manifest: Manifest = {}): RunMeasures =>
      makeRun({ day, manifest, endpoints: { [endpoint]: { p50: noisy(100, next) } } });
    const runs = [
      ...Array.from({ length: 8 }, (_, day) => run(day, 'pay', { commit: `c${day}` })),
      run(8, 'interleaved', { pair: 'run-009' }),
      run(9, 'ignored'),
    ];
    const annotations: Annotation[] = [{ action: 'ignore', run: 'run-009', reason: 'disturbed' }];
    const reports = makeReports(runs, { annotations });
    const { metrics } = noiseOf({ reports, trends: [], project: defaultProject, annotations });
    const endpoints = new Set(metrics.map(({ endpoint }) => endpoint));
    expect([...endpoints].filter((endpoint) => endpoint !== null)).toEqual(['pay']);
  });

  it('claims nothing from two sessions', () => {
    expect(medianOf(noise(2, 1)).detectable).toEqual({ '1': null, '3': null, '5': null });
  });

  it('counts the alarms of unchanged runs', () => {
    const { aa } = noise(14, 1);
    expect(aa.reports).toBeGreaterThan(8);
    expect(aa.confirmed).toBe(0);
  });

  describe('beside a change', () => {
    // Ten quiet builds, then one that is half as slow again, and what comes after it.
    const after = (...later: readonly number[]): Noise => {
      const next = dice(3);
      const values = [...Array.from({ length: 10 }, () => noisy(100, next)), noisy(150, next), ...later];
      const runs = values.map((p50, day) =>
        makeRun({ id: `r${day}`, day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50 } } }),
      );
      return noiseOf({ reports: makeReports(runs), trends: [], project: defaultProject, annotations: [] });
    };

    it('counts no alarm of the newest build, which only a later one can show to be false', () => {
      expect(after().aa.false).toBe(0);
    });

    it('counts no alarm of a change that lasted', () => {
      expect(after(150).aa.false).toBe(0);
    });

    it('counts an alarm after which all was as before', () => {
      expect(after(100, 100).aa.false).toBe(1);
    });

    it('counts no alarm that another session of the build shows too', () => {
      const next = dice(3);
      const runs = [...Array.from({ length: 10 }, () => 100), 150, 150, 100, 100].map((level, day) =>
        makeRun({
          id: `r${day}`,
          day,
          manifest: { commit: day === 11 ? 'c10' : `c${day}` },
          endpoints: { pay: { p50: noisy(level, next) } },
        }),
      );
      const reports = makeReports(runs);
      expect(reports[10]!.context.changes.some(({ certainty }) => certainty !== null)).toBe(true);
      const { aa } = noiseOf({ reports, trends: [], project: defaultProject, annotations: [] });
      expect(aa.false).toBe(0);
    });

    it('shows the spread of the runs before the change', () => {
      const { runs, spread } = medianOf(after());
      expect(runs).toBe(10);
      // With the changed run it would be about ln(1.5) / sqrt(11) = 12%.
      expect(spread.sessions).toBeLessThan(0.03);
    });
  });

  it('is a document of its schema, also without runs', () => {
    expect(noiseSchema.safeParse(noise(12, 1)).success).toBe(true);
    const none = noiseOf({ reports: [], trends: [], project: defaultProject, annotations: [] });
    expect(none).toEqual({ schemaVersion: 1, metrics: [], aa: { reports: 0, false: 0, confirmed: 0 } });
  });
});

describe('detectableChange', () => {
  it('is the usual minimum detectable effect', () => {
    // scipy: expm1((t.ppf(0.975, 9) + t.ppf(0.8, 9)) * 0.05 * sqrt(1.1))
    const variance = { variance: 0.0025, df: 9 };
    expect(detectableChange({ variance, weight: 1.1, alpha: 0.05 })).toBeCloseTo(0.17934, 5);
    expect(detectableChange({ variance: { variance: 0, df: 9 }, weight: 1, alpha: 0.05 })).toBeNull();
  });
});
