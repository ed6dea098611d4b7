import { describe, expect, it } from 'vitest';
import { at, present } from '../../../src/model/checked.ts';
import { recommendationSchema } from '../../../src/model/documents/commentary.ts';
import { defaultProject, projectSchema } from '../../../src/model/documents/project.ts';
import type { LedgerEntry, MetricChange, RunReport, TargetResult } from '../../../src/model/run-report.ts';
import type { Block, TableBlock } from '../../../src/model/section.ts';
import { additionalNotes } from '../../../src/report/sections/additional-notes.ts';
import { benchmarkMeasures } from '../../../src/report/sections/benchmark-measures.ts';
import { conclusion } from '../../../src/report/sections/conclusion.ts';
import { demonstratedCapacity } from '../../../src/report/sections/demonstrated-capacity.ts';
import { metricChanges } from '../../../src/report/sections/metric-changes.ts';
import { measureKind, otherMeasures } from '../../../src/report/sections/other-measures.ts';
import { recommendations } from '../../../src/report/sections/recommendations.ts';
import { stripDomain } from '../../../src/report/sections/response-columns.ts';
import { responseTime } from '../../../src/report/sections/response-time.ts';
import { noFiles, type SectionRule } from '../../../src/report/sections/section-rule.ts';
import { runJson } from '../../../src/report/run-json.ts';
import { exampleReport } from '../../charts/example-report.ts';
import { makeReports, makeRun, type RunSpec } from '../../history/make-run.ts';
import { flatBlocks } from '../flat-blocks.ts';

const reportOf = (spec: Partial<RunSpec> = {}): RunReport =>
  at(makeReports([makeRun({ day: 1, ...spec })]), 0);

const blocksOf = (rule: SectionRule, report: RunReport): Block[] =>
  flatBlocks(rule.blocks({ report, project: defaultProject, files: noFiles }));

const tableOf = (blocks: readonly Block[], id: string): TableBlock =>
  present(
    blocks.find((block): block is TableBlock => block.kind === 'table' && block.id === id),
    `there is a table ${id}`,
  );

const textsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === 'text' ? [block.text.replace(/\s/g, ' ')] : []));

describe('additional notes', () => {
  it('count rejected rows from one on', () => {
    const { measures, ...report } = reportOf();
    const notes = (count: number): string[] => {
      const refused = { count, first: count === 0 ? [] : [{ line: 7, reason: 'no number.' }] };
      const sources = measures.sources.map((one) => ({ ...one, file: 'a.csv', rows: 10, refused }));
      return textsOf(blocksOf(additionalNotes, { ...report, measures: { ...measures, sources } }));
    };
    expect(notes(1)).toEqual([
      'a.csv: 1 of 10 rows were rejected and are not counted, the first on line 7: no number.',
    ]);
    expect(notes(0)).toEqual([]);
  });

  it('name a warm-up where there was one', () => {
    const { measures, ...report } = reportOf();
    const notes = (warmupSeconds: number | null): string[] => {
      const scenarios = measures.scenarios.map((one) => ({ ...one, warmupSeconds, warmupRequests: 12 }));
      return textsOf(blocksOf(additionalNotes, { ...report, measures: { ...measures, scenarios } }));
    };
    expect(notes(5)).toEqual(['shop: the first 5 s (12 requests) are warm-up and not counted.']);
    expect([...notes(0), ...notes(null)]).toEqual([]);
  });
});

it('a column of a measure without a direction has no note', () => {
  const row = { scenario: null, endpoint: 'parse', value: 3, unit: 'items' };
  const { measures } = reportOf({
    measures: {
      'measure.depth': { ...row, label: 'Depth', direction: 'unknown' },
      'measure.nodes': { ...row, label: 'Nodes', direction: 'lower' },
    },
  });
  expect(tableOf(benchmarkMeasures(measures, []), 'benchmark-measures').note).toBe('Nodes: lower is better.');
});

it('a table of measures says what ± means where it has one', () => {
  const row = {
    scenario: null,
    endpoint: 'parse',
    unit: 'ops/s',
    label: 'Rate',
    direction: 'higher',
  } as const;
  const noteOf = (readings: number[]): string | undefined => {
    const { measures } = reportOf({ measures: { 'measure.rate': { ...row, value: 10, readings } } });
    return tableOf(benchmarkMeasures(measures, []), 'benchmark-measures').note;
  };
  expect(noteOf([9, 10, 11])).toBe('Rate: higher is better. ±: half the 95% interval, by this run alone.');
  expect(noteOf([10, 10, 10])).toBe('Rate: higher is better.');
});

it('shares that tools measured are percentages, other values are as the tool prints them', () => {
  const measure = { direction: 'higher', n: 2465 } as const;
  const [table] = otherMeasures(
    [
      { ...measure, name: 'checks', value: 0.995, unit: 'share' },
      { ...measure, name: 'depth', value: 3, unit: 'items' },
    ],
    'other',
    'Other',
  );
  expect(table?.rows.map(({ value, unit }) => [value?.text, unit?.text])).toEqual([
    ['99.5', '%'],
    ['3', 'items'],
  ]);
});

it('measures are rates, of memory, or other', () => {
  const kinds = ['ops/s', 'Mops', 'B/s', 'items per second', 'B/op', 'allocs', 'KiB', 'ns', 'branches'].map(
    (unit) => measureKind({ unit }),
  );
  expect(kinds).toEqual(['rate', 'rate', 'rate', 'rate', 'memory', 'memory', 'memory', 'other', 'other']);
});

it('key action items have ids from 1 on', () => {
  const example = exampleReport();
  const report = { ...example, context: { ...example.context, objectives: [] } };
  const commentary = { ...report.commentary, actions: ['Add an index.', 'Ask for more memory.'] };
  const items = blocksOf(conclusion, { ...report, targets: [at(report.targets, 1)], commentary }).flatMap(
    (block) => (block.kind === 'item' ? [[block.id, block.title]] : []),
  );
  expect(items).toEqual([
    ['action-1', 'Add an index.'],
    ['action-2', 'Ask for more memory.'],
  ]);
});

describe('recommendations', () => {
  const measuredNote = (rest: Partial<LedgerEntry>): string | undefined => {
    const entry: LedgerEntry = {
      from: 'run-001',
      recommendation: recommendationSchema.parse({ id: 'cache', priority: 'low', text: 'Cache prices.' }),
      status: 'done',
      doneIn: 'run-001',
      expected: null,
      measured: -0.12,
      measuredInterval: { lower: -0.15, upper: -0.09 },
      verdict: 'less than expected',
      ...rest,
    };
    const report = reportOf();
    const own = { ...report, context: { ...report.context, own: [entry] } };
    return tableOf(blocksOf(recommendations, own), 'recommended').rows[0]?.measured?.note;
  };

  it('show the interval of their effect and how it compares with what was expected', () => {
    expect(measuredNote({})).toBe('−15% to −9%, smaller than expected');
    expect(measuredNote({ measuredInterval: null })).toBe('smaller than expected');
    expect(measuredNote({ verdict: null })).toBe('−15% to −9%');
    expect(measuredNote({ verdict: null, measuredInterval: { lower: null, upper: -0.09 } })).toBeUndefined();
  });
});

describe('the largest rate of messages', () => {
  const report = (failing: readonly string[]): RunReport => {
    const { measures, ...rest } = reportOf();
    const [row] = measures.throughput;
    const throughput = [
      { scenario: 'calm', messagesPerMinute: 100 },
      { scenario: 'stress', messagesPerMinute: 900 },
    ].map((one) => ({ ...row!, ...one }));
    const target = {
      metric: 'response.p95',
      failing: failing.map((scenario) => ({ scenario })),
    } as unknown as TargetResult;
    return { ...rest, measures: { ...measures, throughput }, targets: [target] };
  };
  const evidence = (failing: readonly string[]): string =>
    at(
      demonstratedCapacity(report(failing), projectSchema.parse({ messages: ['pay'] })).rows,
      1,
    ).evidence!.text.replace(/\s/g, ' ');

  it('is of a scenario that misses no target', () => {
    expect(evidence([])).toBe('Sustained over the whole of stress, which misses no target.');
    expect(evidence(['stress'])).toBe(
      'Sustained over the whole of calm, which misses no target. stress had 900 per minute, but misses a target.',
    );
    expect(evidence(['calm', 'stress'])).toMatch(/^Every scenario that has them misses a target\./);
  });
});

it('says of a single load that no lower one was measured by itself', () => {
  const report = reportOf();
  const step = (users: number) => ({
    scenario: 'shop',
    users,
    startSeconds: 0,
    durationSeconds: 60,
    count: 600,
    requestsPerSecond: 10,
    errorRate: 0,
    p50: 20,
    p95: 900,
    p99: 950,
    source: 'reported' as const,
    meetsTargets: false,
  });
  const evidence = (...users: number[]): string => {
    const measures = { ...report.measures, steps: users.map(step) };
    return at(demonstratedCapacity({ ...report, measures }, defaultProject).rows, 0).evidence!.text;
  };
  expect(evidence(8)).toBe('This load misses a target, and no lower one was measured by itself.');
  expect(evidence(8, 16)).toBe('The step with 8 misses a target, and no lower one meets them all.');
});

describe('what all endpoints share', () => {
  const common = {
    metric: 'response.p50' as const,
    endpoints: 4,
    relative: 0.3,
    verdict: 'worse' as const,
    certainty: 'confirmed' as const,
    control: false,
    share: 1,
    basis: { evidence: '' },
  };
  const change = {
    metric: 'response.p50' as const,
    scenario: 'shop',
    endpoint: 'pay',
    base: 10,
    head: 13,
    relative: 0.3,
    interval: null,
    verdict: 'no-change-shown' as const,
    certainty: null,
    basis: { evidence: '' },
  };
  const text = (interval: { lower: number | null; upper: number | null } | null): string =>
    at(textsOf(metricChanges([change], () => '', { ...common, interval })), 0);

  it('is stated with its interval where that has both ends', () => {
    expect(text({ lower: 0.2, upper: 0.4 })).toMatch(
      / was 30% slower \(95% interval \+20% to \+40%\): confirmed/,
    );
    for (const none of [null, { lower: 0.2, upper: null }, { lower: null, upper: 0.4 }])
      expect(text(none)).toMatch(/ was 30% slower: confirmed/);
  });
});

it('an endpoint that both runs have is named with the metric that only one of them has', () => {
  const one = (rest: object): MetricChange => ({
    ...{ metric: 'response.p50', scenario: 'shop', endpoint: 'pay', base: 10, head: 10 },
    ...{ relative: 0, interval: null, verdict: 'no-change-shown', certainty: null, basis: { evidence: '' } },
    ...(rest as Partial<MetricChange>),
  });
  const texts = (...changes: readonly MetricChange[]): string[] =>
    textsOf(metricChanges(changes, ({ endpoint }) => endpoint ?? ''));
  expect(
    texts(one({}), one({ metric: 'response.p95', base: null }), one({ endpoint: 'new', base: null })),
  ).toContain('Measured in this run but not in the baseline: 95th percentile response time of pay, new.');
  expect(texts(one({}), one({ metric: 'response.p95', head: null }))).toContain(
    'Measured in the baseline but not in this run: 95th percentile response time of pay.',
  );
});

describe('response times', () => {
  it('have further percentiles with their intervals', () => {
    const { measures, ...report } = reportOf();
    const note = (intervals: object): string | undefined => {
      const response = measures.response.map((row) => ({ ...row, intervals }));
      const blocks = blocksOf(responseTime, { ...report, measures: { ...measures, response } });
      return tableOf(blocks, 'percentiles').rows[0]?.p99?.note?.replace(/\s/g, ' ');
    };
    expect(note({ p99: { lower: 280, upper: 330 } })).toBe('280 to 330');
    expect(note({})).toBeUndefined();
  });

  it('have no scale where all of them are equal', () => {
    const { measures } = reportOf();
    const equal = measures.response.map((row) => ({
      ...row,
      latencyMs: row.latencyMs && { ...row.latencyMs, min: 5, p50: 5, max: 5 },
    }));
    expect(stripDomain(equal, [])).toBeNull();
    expect(stripDomain(measures.response, [])).toEqual([25, 600]);
    expect(stripDomain([], [])).toBeNull();
  });
});

it('the JSON of a run has all requests of a scenario once', () => {
  const { measures, ...report } = reportOf();
  const whole = { ...at(measures.response, 0), endpoint: '*' };
  const endpoints = (response: typeof measures.response): string[] =>
    runJson({ ...report, measures: { ...measures, response, pooled: [whole] } }).response.map(
      ({ endpoint }) => endpoint,
    );
  expect(endpoints(measures.response)).toEqual(['pay', '*']);
  expect(endpoints([whole])).toEqual(['*']);
});
