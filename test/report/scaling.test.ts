import { describe, expect, it } from 'vitest';
import { usersVsThroughput } from '../../src/charts/users-vs-throughput.ts';
import { ChartDrawer, noCache } from '../../src/charts/vega/chart-drawer.ts';
import type { StepMeasures } from '../../src/model/run-measures.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { noCommentary } from '../../src/model/documents/commentary.ts';
import { scalingOf } from '../../src/report/steps/scaling.ts';
import { runReport } from '../../src/report/build-report.ts';
import { noFiles } from '../../src/report/sections/section-rule.ts';
import { modelBlocks } from '../../src/report/sections/scaling-model.ts';
import { scalingCurrentLimits } from '../../src/report/sections/scaling-current-limits.ts';
import { flatBlocks } from './flat-blocks.ts';
import { measuresOf } from './findings/make-load.ts';

const step = (users: number, requestsPerSecond: number, rest: Partial<StepMeasures> = {}): StepMeasures => ({
  scenario: 'load',
  users,
  startSeconds: 0,
  durationSeconds: 60,
  count: Math.round(60 * requestsPerSecond),
  requestsPerSecond,
  errorRate: 0,
  p50: 10,
  p95: 20,
  p99: 30,
  meetsTargets: true,
  ...rest,
});

/** The example "specsdm91" of the R package usl. */
const published = [
  [1, 64.9],
  [18, 995.9],
  [36, 1652.4],
  [72, 1853.2],
  [108, 1828.9],
  [144, 1775],
  [216, 1702.2],
] as const;
const bending = published.map(([users, rate]) => step(users, rate));

describe('the scaling model of a scenario', () => {
  it('is fitted on logarithms, with the interval of its peak, and a curve no further than was tested', () => {
    const [{ fit, reason } = { fit: null, reason: '' }] = scalingOf(bending);
    expect(reason).toBeNull();
    // test/reference-scripts/usl_logarithm.py
    expect(fit!.alpha.value).toBeCloseTo(0.0134525, 6);
    expect(fit!.beta.value).toBeCloseTo(0.0001151, 6);
    expect(fit!.gamma.value).toBeCloseTo(67.942, 2);
    expect(fit!.peak!.users).toBeCloseTo(92.58, 1);
    expect(fit!.peak!.interval!.lower).toBeCloseTo(71.6, 1);
    expect(fit!.curve.at(-1)!.users).toBe(216);
    expect(fit!.curve.every(({ lower, upper }) => lower < upper)).toBe(true);
  });

  const reasonOf = (steps: readonly StepMeasures[]): string | null => scalingOf(steps)[0]!.reason;

  it('is not identifiable from four steps, without a bend, where requests fail, or where steps scatter', () => {
    expect(reasonOf(bending.slice(0, 4))).toBe('fewer than 5 load steps');
    expect(reasonOf([1, 2, 4, 8, 16].map((users) => step(users, 10 * users)))).toBe(
      'no load step reaches the bend of the curve',
    );
    const failing = bending.map((one) => (one.users >= 108 ? { ...one, errorRate: 0.05 } : one));
    expect(reasonOf(failing)).toMatch(/^more than 1% of the requests fail at 108 users/);
    const wild = [1, 2, 4, 8, 16, 32].map((users, i) => step(users, i % 2 === 0 ? 30 : 90));
    expect(reasonOf(wild)).not.toBeNull();
  });

  it('is nothing for a scenario of one load', () => {
    expect(scalingOf([step(10, 100), step(10, 101)])).toEqual([]);
  });
});

/** A report with these steps and nothing else of interest. */
async function reportOf(steps: readonly StepMeasures[]): Promise<RunReport> {
  const measures = await measuresOf({ loads: [{ seconds: 30, rate: 20, medianMs: 10 }] });
  const context = {
    previous: null,
    baseline: null,
    noBaseline: null,
    changes: [],
    configuration: [],
    changePoints: [],
    drifts: [],
    own: [],
    ledger: [],
    adjustments: [],
    lastFix: null,
    earlierRuns: 0,
    comparedRuns: 0,
    repeats: 0,
  };
  const withSteps = { ...measures, steps, scaling: scalingOf(steps) };
  return runReport(withSteps, noCommentary, context, defaultProject);
}

describe('the section on limits', () => {
  const cells = async (steps: readonly StepMeasures[], table: string): Promise<string[][]> => {
    const blocks = scalingCurrentLimits.blocks({
      report: await reportOf(steps),
      project: defaultProject,
      files: noFiles,
    });
    const found = flatBlocks(blocks).find((block) => block.kind === 'table' && block.id === table);
    return found?.kind === 'table'
      ? found.rows.map((row) => Object.values(row).map(({ text, note }) => [text, note].join(' ').trim()))
      : [];
  };

  it('says what was carried and which step failed first', async () => {
    const steps = bending.map((one) => ({ ...one, meetsTargets: one.users < 100 }));
    const [users] = await cells(steps, 'limits');
    expect(users).toEqual([
      'Maximum concurrent users',
      'at least 72',
      'Highest load step at which every target is met; the first failing step has 108.',
    ]);
  });

  it('does not count steps above one that failed, and says so', async () => {
    const steps = bending.map((one) => ({ ...one, meetsTargets: one.users !== 36 }));
    const [users] = await cells(steps, 'limits');
    expect(users!.at(-1)).toMatch(/the first failing step has 36\. A higher step met the targets/);
  });

  it('extrapolates to a day in three digits, downwards', async () => {
    const report = await reportOf(bending);
    const [first] = report.measures.throughput;
    const opened = { ...first!, scenario: 'load', sessionsPerMinute: 2697.998 };
    const perDay = (durationSeconds: number): unknown => {
      const scenarios = report.measures.scenarios.map((one) => ({ ...one, id: 'load', durationSeconds }));
      const measures = { ...report.measures, scenarios, throughput: [opened] };
      const blocks = scalingCurrentLimits.blocks({
        report: { ...report, targets: [], measures },
        project: { ...defaultProject, sessions: ['open'], dayProfile: 0.12 },
        files: noFiles,
      });
      const table = flatBlocks(blocks).find((block) => block.kind === 'table');
      return table?.kind === 'table' ? table.rows[2]!.value : null;
    };
    // 2,697.998 x 60 / 0.12 = 1,348,999 a day.
    expect(perDay(60)).toEqual({ text: 'at least 1,340,000' });
    expect(perDay(7)).toEqual({ text: '1,340,000', note: 'extrapolated from 7\u00a0s' });
  });

  it('labels the model as one, with intervals, or says why there is none', async () => {
    expect(await cells(bending, 'scaling-model')).toEqual([
      [
        'load',
        '1,961/s at 92.6 users 71.6 to 120 users; through 7 steps',
        '1.35 0.223 to 2.47',
        '0.0115 0.00551 to 0.0175',
        '67.9 55.3 to 80.5',
      ],
    ]);
    const few = await reportOf(bending.slice(0, 3));
    expect(modelBlocks(few.measures)).toEqual([
      {
        kind: 'text',
        text: 'Scalability model (Universal Scalability Law): not identifiable. load: fewer than 5 load steps. The fit needs five steps, at least one of them at the bend.',
      },
    ]);
  });
});

describe('the chart of throughput by users', () => {
  it('draws the fitted curve and its band where there is a model', async () => {
    const fitted = usersVsThroughput.read(await reportOf(bending))!;
    expect(fitted.panels[0]!.data.band).toHaveLength(40);
    expect(fitted.caption).toContain('A model through 7 steps peaks at 1,961/s with 92.6 users');
    const drawn = await new ChartDrawer(noCache).render('users-vs-throughput', await reportOf(bending));
    expect(drawn!.panels[0]!.svg).toContain('var(--band-99)');
    const plain = usersVsThroughput.read(await reportOf(bending.slice(0, 3)))!;
    expect(plain.panels[0]!.data.band).toEqual([]);
    expect(plain.subtitle).not.toContain('model');
  });
});
