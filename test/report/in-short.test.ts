import { describe, expect, it } from 'vitest';
import { defaultProject, type Project } from '../../src/model/documents/project.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { noCommentary, commentarySchema, type Commentary } from '../../src/model/documents/commentary.ts';
import { contextOf } from '../../src/history/context.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { twinMarkdown } from '../../src/report/markdown/twin.ts';
import { runReport } from '../../src/report/build-report.ts';
import { makeRun, type RunSpec } from '../history/make-run.ts';

interface Story {
  readonly runs: readonly RunSpec[];
  readonly words?: Record<string, Commentary>;
  readonly project?: Project;
}

/** The report of the newest run. */
function newest({ runs, words = {}, project = defaultProject }: Story): RunReport {
  const all = runs.map(makeRun);
  const head = all.at(-1)!;
  const said = new Map(Object.entries(words));
  const context = contextOf(head, all.slice(0, -1), said, project, []);
  return runReport(head, said.get(head.id) ?? noCommentary, context, project);
}

/** Answers by label, with plain spaces. */
const answers = (report: RunReport): Record<string, string> =>
  Object.fromEntries(inShort(report).map(({ label, text }) => [label, text.replace(/\s/g, ' ')]));

const fastBelow = (below: number): Project => ({
  ...defaultProject,
  targets: [{ id: 'fast', metric: 'response.p95', below }] as Project['targets'],
});

const level = (p50: number): RunSpec[] =>
  Array.from({ length: 6 }, (_, i) => ({
    id: `run-${i}`,
    day: i,
    manifest: { commit: `c${i}` },
    endpoints: { list: { p50: p50 + i / 10 }, show: { p50: 10 + i / 50 } },
  }));
const head = (list: number, show = 10): RunSpec => ({
  id: 'head',
  day: 9,
  manifest: { commit: 'h' },
  endpoints: { list: { p50: list }, show: { p50: show } },
});

describe('in short', () => {
  it('tells of errors that no target asks for', () => {
    const report = newest({ runs: [...level(100), head(100)], project: fastBelow(300) });
    const failing = {
      scenario: 'shop',
      count: 200,
      errors: 60,
      rate: 0.3,
      interval: { lower: 0.24, upper: 0.37 },
      types: [],
      source: 'counted' as const,
      files: [],
    };
    const response = report.measures.response.map((row) =>
      row.endpoint === 'show' ? { ...row, errors: row.count } : row,
    );
    const failed = { ...report, measures: { ...report.measures, response, errors: [failing] } };
    expect(answers(failed).Errors).toBe(
      '30% of the requests of shop failed; all requests to show failed. No target covers the error rate.',
    );
    const asked = { ...failed.targets[0]!, metric: 'errors.rate' as const };
    expect(answers({ ...failed, targets: [asked] }).Errors).toBeUndefined();
    expect(answers(report).Errors).toBeUndefined();
  });

  it('names targets that are open with what was measured, where something was', () => {
    const report = newest({ runs: [...level(100), head(100)], project: fastBelow(300) });
    const [fast] = report.targets;
    const open = { ...fast!, verdict: 'inconclusive' as const, interval: null, achieved: 250 };
    const unknown = { ...open, id: 'slow', label: 'Slow', verdict: 'not measured' as const, achieved: null };
    const text = answers({ ...report, verdict: 'inconclusive', targets: [fast!, open, unknown] }).Targets;
    expect(text).toMatch(/^Inconclusive: .*\(250 ms.*\); not measured: Slow\.$/);
  });

  it('names severe findings beside "no regression", unless a person rejected them', () => {
    const report = newest({ runs: [...level(100), head(100)], project: fastBelow(300) });
    const finding = (rule: string, subject: string, severity: Finding['severity'] = 'high'): Finding => ({
      ...{ id: `${rule}-${subject}`, rule, kind: 'bottleneck', severity, title: `${subject} (${rule})` },
      ...{ scenario: null, endpoint: null, evidence: [], impact: null, window: null },
      ...{ coincides: [], lookAt: null },
    });
    const found = [
      finding('leak', 'memory'),
      finding('leak', 'memory of another'),
      finding('cpu-bound', 'processor'),
      finding('stall', 'stall'),
      finding('warm-up', 'slow start', 'medium'),
      finding('target-missed', 'p95'),
    ];
    const withFindings = { ...report, measures: { ...report.measures, findings: found } };
    expect(answers(withFindings)).toMatchObject({
      Findings: 'memory (leak); processor (cpu-bound); and 1 more.',
      Regressions: expect.stringContaining('None detected') as string,
    });
    const rejecting = commentarySchema.parse({
      bottlenecks: found.slice(0, 4).map(({ id }) => ({ finding: id, status: 'rejected', reason: 'known' })),
    });
    expect(answers({ ...withFindings, commentary: rejecting }).Findings).toBeUndefined();
  });

  it('names the slowest endpoint with its share of the response time', () => {
    // Means are 1.1 times the medians and counts are equal: 100 / (100 + 10) = 90.9% of the time.
    const runs = [...level(100), head(100)];
    expect(answers(newest({ runs, project: fastBelow(300) })).Slowest).toBe(
      'list in shop: 95% of its requests finish within 200 ms; it accounts for 90.9% of the scenario’s response time.',
    );
    // Without targets and changes the heading says which is slowest.
    expect(answers(newest({ runs })).Slowest).toBe(
      'list in shop: it accounts for 90.9% of the scenario’s response time.',
    );
  });

  it('says that nothing got worse only against a baseline', () => {
    expect(answers(newest({ runs: [...level(100), head(100)] })).Regressions).toContain(
      'None detected compared with run-5',
    );
    expect(answers(newest({ runs: [head(100)] }))).not.toHaveProperty('Got worse');
  });

  it('names what got worse, but not what the heading names already', () => {
    // The heading is about the 95th percentile; of the median, 100.5 ms to 150 ms is +49%.
    const missed = answers(newest({ runs: [...level(100), head(150)], project: fastBelow(250) }));
    expect(missed.Regressions).toMatch(/^Confirmed: median response time of list in shop, /);
    expect(missed.Regressions).toContain('+49%');
    expect(missed.Regressions).not.toContain('95th');
  });

  it('names one figure of each metric in each scenario, what is sure before what is suspected', () => {
    const report = newest({ runs: [...level(100), head(100)] });
    const worse = (rest: object): RunReport['context']['changes'][number] => ({
      metric: 'errors.rate',
      scenario: 'shop',
      endpoint: '*',
      base: 0,
      head: 0.2,
      relative: 0.2,
      interval: null,
      verdict: 'worse',
      certainty: 'confirmed',
      basis: { evidence: '' },
      ...rest,
    });
    const changes = [
      worse({ scenario: 'night' }),
      worse({}),
      worse({ endpoint: 'list' }),
      worse({ metric: 'response.p95', endpoint: 'list', base: 10, head: 20, relative: 1 }),
      worse({ metric: 'response.p50', certainty: 'suspected', base: 10, head: 12 }),
    ];
    const told = answers({ ...report, context: { ...report.context, changes } }).Regressions;
    // The heading tells of the first; of the four others two are named as sure.
    expect(told).toBe(
      'Confirmed: error rate of shop, 0% → 20% (+20 points); 95th percentile response time of list in shop, 10 → 20 ms (+100%); and 1 more. Possible: median response time of shop, 10 → 12 ms (+20%).',
    );
  });

  it('names the missed targets but the one of the heading', () => {
    const few = (endpoint: string, below: number): object => ({
      id: endpoint,
      label: `Few errors of ${endpoint}`,
      metric: 'errors.rate',
      endpoint,
      below,
    });
    const targets = [few('list', 0.01), few('show', 0.05)] as Project['targets'];
    const endpoints = { list: { p50: 100, errors: 400 }, show: { p50: 10, errors: 400 } };
    const report = newest({ runs: [{ ...head(100), endpoints }], project: { ...defaultProject, targets } });
    // 400 of 2,000 requests are 20%: twenty times the one bound and four times the other.
    expect(answers(report).Targets).toBe('Also not met: Few errors of show (20%, target: below 5%).');
  });

  it('begins with the open recommendation of the highest priority', () => {
    const words = commentarySchema.parse({
      recommendations: [
        { id: 'later', priority: 'low', text: 'Tidy up.' },
        { id: 'first', priority: 'high', text: 'Add an index' },
        { id: 'no', priority: 'high', text: 'Rewrite it.', status: 'rejected', reason: 'Too dear.' },
      ],
    });
    const report = newest({ runs: [...level(100), head(100)], words: { 'run-2': words } });
    expect(answers(report)['To do']).toBe('First of 2 open recommendations (high priority): Add an index.');
  });

  it('tells what the author concludes and asks for, without Markdown’s marks', () => {
    const words = commentarySchema.parse({
      conclusion: 'Ready for **release**, see [the plan](https://example.org)',
      actions: ['Release it', 'Watch `errors.rate`.'],
    });
    const told = answers(newest({ runs: [head(100)], words: { head: words } }));
    expect(told.Conclusion).toBe('Ready for release, see the plan.');
    expect(told['To do']).toBe('Release it. Watch errors.rate.');
  });

  it('begins with the newest of several recommendations of one priority', () => {
    const say = (id: string, text: string): Commentary =>
      commentarySchema.parse({ recommendations: [{ id, priority: 'medium', text }] });
    const words = { 'run-1': say('old', 'Do the old.'), 'run-3': say('new', 'Do the new.') };
    expect(answers(newest({ runs: [...level(100), head(100)], words }))['To do']).toContain('Do the new.');
  });

  const fix = commentarySchema.parse({
    recommendations: [
      {
        id: 'index',
        priority: 'high',
        text: 'Add an index.',
        expectedImpact: { metric: 'response.p50', endpoint: 'list', change: -0.4 },
        doneIn: 'head',
      },
    ],
  });

  it('names no request of setup as the slowest', () => {
    const report = newest({ runs: [head(100)], project: fastBelow(300) });
    const [row] = report.measures.response;
    const setup = { ...row!, scenario: 'setup', endpoint: 'health', label: 'health', count: 1 };
    const slow = { ...setup, latencyMs: { ...row!.latencyMs!, p95: 9_000 } };
    const measures = { ...report.measures, response: [...report.measures.response, slow] };
    expect(answers({ ...report, measures }).Slowest).toMatch(/^list /);
  });

  it('counts no metric as inconclusive that only one of the runs has', () => {
    const swapped: RunSpec = { ...head(100), endpoints: { list: { p50: 100 }, fresh: { p50: 10 } } };
    const report = newest({ runs: [...level(100), swapped], project: fastBelow(300) });
    const both = report.context.changes.filter(({ base, head: to }) => base !== null && to !== null);
    expect(both.length).toBeLessThan(report.context.changes.length);
    expect(both.map(({ verdict }) => verdict)).not.toContain('cannot-tell');
    expect(answers(report).Regressions).toBe('None detected compared with run-5.');
  });

  it('says what the last fix was to gain and what it gained', () => {
    const report = newest({ runs: [...level(100), head(50)], words: { 'run-5': fix } });
    // 50 / 100.5 - 1 = -50.2%.
    expect(answers(report)['Last fix']).toMatch(
      /^“Add an index” \(head\)\. Expected: Median response time of list −40%; measured: −50% .*: as expected\.$/,
    );
  });

  it('knows no fix of a later run', () => {
    const report = newest({ runs: level(100), words: { 'run-3': fix } });
    expect(answers(report)).not.toHaveProperty('Last fix');
  });

  it('stands in the twin, and nothing of it where there is no answer', () => {
    expect(twinMarkdown(newest({ runs: [head(100)] }), [], [], () => null)).not.toContain('Got worse');
    const empty = newest({ runs: [{ id: 'head', day: 1 }] });
    expect(inShort(empty)).toEqual([]);
    expect(twinMarkdown(empty, [], [], () => null)).not.toContain('In short');
  });
});
