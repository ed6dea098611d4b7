import { noCommentary } from '../../src/model/documents/commentary.ts';
import type { Timeline } from '../../src/model/run-curves.ts';
import type { ResponseRow, RunMeasures, ScenarioMeasures } from '../../src/model/run-measures.ts';
import type { RunReport, TargetResult } from '../../src/model/run-report.ts';

/** A small reproducible source of numbers between 0 and 1. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999];
const curve = (median: number): { share: number; ms: number }[] =>
  shares.map((share) => ({ share, ms: median * 10 ** (0.28 * -Math.log10(1 - share) - 0.084) }));
const at = (median: number, share: number): number => median * 10 ** (0.28 * -Math.log10(1 - share) - 0.084);

const row = (scenario: string, endpoint: string, label: string, median: number): ResponseRow => ({
  scenario,
  endpoint,
  label,
  group: null,
  count: 4_000,
  errors: 12,
  errorTypes: [{ type: '503', count: 12 }],
  latencyMs: {
    source: 'exact',
    relativeError: 0,
    min: median / 3,
    max: at(median, 0.9999),
    mean: median * 1.1,
    stddev: median / 4,
    p50: median,
    p90: at(median, 0.9),
    p95: at(median, 0.95),
    p99: at(median, 0.99),
    p999: at(median, 0.999),
  },
  latencyOkMs: null,
  latencyFailedMs: null,
  requestsPerSecond: 33.3,
  intervals: {},
  apdex: null,
  timedCount: 4_000,
  files: ['requests.csv'],
});

function timeline(scenario: string, median: number, points: number, seed: number): Timeline {
  const random = dice(seed);
  return {
    scenario,
    widthSeconds: 5,
    source: 'samples',
    points: Array.from({ length: points }, (_, i) => {
      const surge = i >= 14 && i < 19 ? 3 : 1;
      const p50 = median * (0.9 + 0.2 * random()) * (surge > 1 ? 1.6 : 1);
      return {
        atSeconds: i * 5,
        requestsPerSecond: i === 7 ? null : 38 + 6 * random() - (surge > 1 ? 12 : 0),
        errorRate: surge > 1 ? 0.012 + 0.01 * random() : i % 9 === 0 ? 0.002 : 0,
        p50: i === 7 ? null : p50,
        p95: i === 7 ? null : p50 * (2 + random()) * surge,
        p99: i === 7 ? null : p50 * (3.4 + 2 * random()) * surge,
        users: 20,
      };
    }),
  };
}

const scenario = (id: string, name: string, users: number): ScenarioMeasures => ({
  id,
  name,
  description: null,
  users,
  loadModel: 'closed',
  parameters: {},
  startedAt: '2026-11-20T10:00:00.000Z',
  durationSeconds: 180,
  warmupSeconds: null,
  warmupRequests: 0,
  steps: [],
  files: ['requests.csv'],
});

/** Operations per second of a benchmark with a parameter. */
const parsed = (how: string, n: number, value: number): RunMeasures['measures'][number] => ({
  name: `parse/${how}/${n}`,
  endpoint: `parse/${how}/${n}`,
  metric: 'measure.ops-s',
  label: 'Operations per second',
  unit: 'ops/s',
  direction: 'higher',
  value,
  n: 3,
  readings: [0.99 * value, value, 1.01 * value],
  scenario: null,
  minimumEffect: null,
  files: ['bench.json'],
});

/** A report of two scenarios that has something to draw for every chart; `label` names its first endpoint. */
export function exampleReport(label = 'Search products'): RunReport {
  const measures: RunMeasures = {
    id: '2026-11-20-evening',
    kind: 'load',
    manifest: {},
    startedAt: '2026-11-20T10:00:00.000Z',
    orderedBy: 'startedAt',
    durationSeconds: 180,
    scenarios: [scenario('browse', 'Browsing', 20), scenario('buy', 'Buying', 8)],
    response: [
      row('browse', 'search', label, 120),
      row('browse', 'product', 'Product page', 45),
      row('browse', 'home', 'Home', 12),
      row('browse', 'suggest', 'Suggestions', 14),
      row('buy', 'basket', 'Basket', 30),
      row('buy', 'pay', 'Pay', 210),
    ],
    pooled: [],
    transactions: [],
    throughput: ['browse', 'buy'].map((id, i) => ({
      scenario: id,
      users: null,
      requestsPerSecond: 40 - 10 * i,
      messagesPerMinute: null,
      sessionsPerMinute: null,
      totalRequests: 7_000 - 3_000 * i,
      maxUsers: 20,
      sustainedUsers: null,
      files: ['requests.csv'],
    })),
    memory: [
      memory('Indexing', 180, 420, 210),
      memory('Serving', 210, 260, 212),
      memory('Nightly report', 150, 610, 155),
    ],
    cpu: [
      {
        scenario: 'browse',
        scale: 'host',
        averagePercent: 46,
        peakPercent: 81,
        coresUsed: 1.8,
        busiestPercent: 92,
        cores: 4,
        source: 'exact',
        n: 60,
        files: ['cpu.csv'],
      },
    ],
    errors: [errors('browse', 7_000, 31), errors('buy', 4_000, 14)],
    scaling: [],
    within: [],
    steps: [5, 10, 20, 40, 60].map((users, i) => ({
      scenario: 'browse',
      users,
      startSeconds: i * 30,
      durationSeconds: 30,
      count: 900,
      requestsPerSecond: [9.8, 19.1, 36.5, 61, 64][i]!,
      errorRate: i === 4 ? 0.03 : 0,
      p50: 40 + i * 20,
      p95: 120 + i * 120,
      p99: 300,
      meetsTargets: i < 3,
    })),
    measures: [1, 10, 100].flatMap((n) => [parsed('fast', n, 1e6 / n), parsed('safe', n, 8e5 / n)]),
    metricValues: [],
    findings: [
      {
        id: 'latency-surge-browse',
        rule: 'latency-surge',
        kind: 'anomaly',
        severity: 'high',
        title: 'The 95th percentile of Browsing tripled for 25 s',
        scenario: 'browse',
        endpoint: null,
        evidence: [],
        impact: null,
        window: { scenario: 'browse', startSeconds: 70, endSeconds: 95 },
        coincides: [],
        lookAt: null,
      },
    ],
    batches: [],
    quantileBands: [],
    timelines: [timeline('browse', 48, 36, 1), timeline('buy', 80, 36, 2)],
    distributions: [
      { scenario: 'browse', endpoint: 'search', points: curve(120) },
      { scenario: 'browse', endpoint: 'product', points: curve(45) },
      { scenario: 'browse', endpoint: 'home', points: curve(12) },
      { scenario: 'browse', endpoint: 'suggest', points: curve(14) },
      { scenario: 'buy', endpoint: 'basket', points: curve(30) },
      { scenario: 'buy', endpoint: 'pay', points: curve(210) },
    ],
    memoryCurves: [
      {
        operation: 'Indexing',
        points: Array.from({ length: 30 }, (_, i) => ({
          atSeconds: i * 4,
          memoryMb: 180 + 240 * Math.sin(Math.PI * (i / 30)) + (i > 25 ? 20 : 0),
          phase: i === 0 ? ('base' as const) : i === 29 ? ('final' as const) : ('running' as const),
        })),
      },
      {
        operation: 'Serving',
        points: Array.from({ length: 30 }, (_, i) => ({
          atSeconds: i * 4,
          memoryMb: 210 + i * 1.7,
          phase: i === 0 ? ('base' as const) : i === 29 ? ('final' as const) : ('running' as const),
        })),
      },
    ],
    cpuCurves: [
      {
        scenario: 'browse',
        points: Array.from({ length: 40 }, (_, i) => ({
          atSeconds: i * 4.5,
          percent: 46 + 30 * Math.sin(i / 4),
        })),
      },
    ],
    sources: [],
    systemFromFiles: {},
    problems: [],
  };
  return {
    id: measures.id,
    slug: measures.id,
    title: 'Evening run',
    verdict: 'not met',
    measures,
    targets: [
      target('answers', 'Answers within half a second', 'response.p95', 500, 540),
      target('errors', 'Errors', 'errors.rate', 0.01, 0.004),
    ],
    commentary: noCommentary,
    context: {
      previous: null,
      baseline: null,
      noBaseline: 'This is the first run.',
      changes: [],
      configuration: [],
      changePoints: [],
      drifts: [],
      shifts: [shiftOf(1), shiftOf(0.5), shiftOf(-0.4)],
      objectives: [objectiveOf(label), objectiveOf('Availability')],
      own: [],
      ledger: [],
      adjustments: [],
      lastFix: null,
      earlierRuns: 0,
      comparedRuns: 0,
      repeats: 0,
    },
  };
}

const memory = (
  operation: string,
  baseMb: number,
  peakMb: number,
  finalMb: number,
): RunMeasures['memory'][number] => ({
  operation,
  baseMb,
  peakMb,
  finalMb,
  deltaMb: finalMb - baseMb,
  gcRecoveredMb: null,
  growth: (finalMb - baseMb) / baseMb,
  source: 'exact',
  n: 12,
  files: ['memory.csv'],
});

const errors = (id: string, count: number, failed: number): RunMeasures['errors'][number] => ({
  scenario: id,
  count,
  errors: failed,
  rate: failed / count,
  interval: null,
  types: [{ type: '503', count: failed }],
  source: 'counted',
  files: ['requests.csv'],
});

const target = (
  id: string,
  label: string,
  metric: TargetResult['metric'],
  bound: number,
  achieved: number,
): TargetResult => ({
  id,
  label,
  metric,
  scenario: null,
  endpoint: null,
  scope: { scenario: null, endpoint: null },
  bound: { op: 'below', value: bound },
  achieved,
  interval: null,
  margin: (bound - achieved) / bound,
  verdict: achieved < bound ? 'met' : 'not met',
  asReported: false,
  judged: 6,
  failing: [],
  settle: null,
  metricValue: null,
});

/** A distribution whose tail moved by so much, and its median not. */
/** Three runs, of which the last one overspends the budget. */
function objectiveOf(label: string): NonNullable<RunReport['context']['objectives']>[number] {
  const left = (value: number) => ({ lower: value, upper: value });
  const days = ['2026-11-01', '2026-11-10', '2026-11-20'];
  const after = [0.8, 0.4, -0.1];
  const named = days.map((day, i) => ({ run: `${label} ${i}`, startedAt: `${day}T10:00:00.000Z` }));
  return {
    objective: { id: label, label, share: 0.99, withinMs: 300, days: 30 },
    runs: named.map((one) => ({
      ...one,
      count: 1_000,
      bad: { least: 8, most: 9 },
      left: left(0.2),
      scenarios: ['default'],
      leftOut: [],
    })),
    allowed: 30,
    left: left(-0.1),
    verdict: 'not met',
    course: named.map((one, i) => ({ ...one, left: left(after[i]!) })),
  };
}

function shiftOf(size: number): NonNullable<RunReport['context']['shifts']>[number] {
  const quantiles = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99].map((share) => {
    const relative = size * share ** 8;
    return { share, relative, interval: { lower: relative - 0.16, upper: relative + 0.18 } };
  });
  return { scenario: 'load', endpoint: 'read', quantiles };
}
