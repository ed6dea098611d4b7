import { describe, expect, it } from 'vitest';
import { at, present } from '../../src/model/checked.ts';
import type { DiffRun } from '../../src/model/documents/diff.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { diffRuns } from '../../src/diff/diff-runs.ts';
import { gateFindings } from '../../src/diff/gate.ts';
import { metricChanges } from '../../src/report/sections/metric-changes.ts';
import { changeLines } from '../../src/report/words/change-line.ts';
import { commonText } from '../../src/report/words/common-text.ts';
import { dice, makeReports, makeRun, noisy } from '../history/make-run.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A run whose endpoints all share a factor; `own` is what one of them does besides. */
function run(
  day: number,
  shared: number,
  next: () => number,
  own: Record<string, number> = {},
  manifest: Manifest = {},
): RunMeasures {
  const endpoints = names.map((name, i) => {
    const p50 = noisy(20 * (i + 1), next) * shared * (own[name] ?? 1);
    return [name, { p50, p95: noisy(2 * p50, next) }] as const;
  });
  return makeRun({
    day,
    manifest: { commit: `c${day}`, ...manifest },
    endpoints: Object.fromEntries(endpoints),
  });
}

const machine = [1, 1.05, 0.97, 1.02, 0.95, 1.03, 1, 0.98, 1.04, 0.96];

function compared(shared: number, own: Record<string, number> = {}, controls: string[] = []): DiffRun {
  const next = dice(11);
  const project = { ...defaultProject, controls: controls.map((endpoint) => ({ endpoint })) };
  const history = machine.map((factor, day) => run(day, factor, next));
  const head = run(20, shared, next, own);
  const reports = makeReports([...history, head], { project });
  return at(diffRuns(reports.slice(0, -1), reports, project, []).runs, 0);
}

const called = ({ metrics }: DiffRun): string[] =>
  metrics.flatMap(({ endpoint, certainty }) => (certainty === null ? [] : (endpoint ?? '')));

describe('what all endpoints share', () => {
  it('is one finding, suspected, and no endpoint’s', () => {
    const entry = compared(1.3);
    expect(called(entry)).toEqual([]);
    expect(entry.common).toMatchObject({ verdict: 'worse', certainty: 'suspected', control: false });
    expect(entry.common?.relative).toBeCloseTo(0.3, 1);
    expect(entry.verdict).toBe('worse');
    const text = diffMarkdown({ schemaVersion: 1, verdict: 'worse', runs: [entry] });
    expect(text).toMatch(/^## △ Performance: Every endpoint was possibly [\d.]+.?% slower\n/);
    expect(text).toMatch(/Every endpoint of this run was possibly [\d.]+.?% slower .*\.\n/);
  });

  it('leaves the rest unchanged beyond it, and may be the configuration', () => {
    const entry = { ...compared(1.3), configuration: [{ key: 'environment.pool', from: '20', to: '40' }] };
    const text = diffMarkdown({ schemaVersion: 1, verdict: 'worse', runs: [entry] });
    expect(text).toContain(
      'what is left then comes from the code or the changed configuration, not from the machine.',
    );
    expect(text).toMatch(/^Beyond what all endpoints share: \d+ metrics? /m);
    expect(text).not.toContain('All scenarios: ');
  });

  it('keeps the change as measured in every row', () => {
    const { metrics } = compared(1.3);
    const row = present(
      metrics.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'a'),
      'the median is compared',
    );
    expect(row.relative).toBeGreaterThan(0.25);
    expect(row.interval?.[1]).toBeGreaterThan(0.25);
  });

  it('is confirmed, and blocks, far beyond what the machine has done', () => {
    expect(compared(1.8).common).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
    const next = dice(11);
    const runs = [...machine.map((factor, day) => run(day, factor, next)), run(20, 1.8, next)];
    const head = present(makeReports(runs).at(-1), 'there are runs');
    expect(
      gateFindings(head, defaultProject, [])
        .map(({ text }) => text)
        .join(),
    ).toContain('every endpoint');
  });

  it('names the one reason that confirms it', () => {
    const size = present(compared(1.8).common, 'there is a common change');
    expect(size.confirmedBy).toBe('size');
    expect(commonText(size)).toMatch(/: confirmed, far beyond what the machine has done before\.$/);
    expect(commonText({ ...size, confirmedBy: 'sessions' })).toMatch(
      /: confirmed in more than one session\.$/,
    );
    // Two sessions 40% slower confirm it without a size of 50%.
    const next = dice(11);
    const calm = machine.map((factor, day) => run(day, factor, next));
    const slow = [20, 21].map((day) => {
      const one = run(day, 1.4, next);
      return { ...one, manifest: { ...one.manifest, commit: 'new' } };
    });
    const head = present(makeReports([...calm, ...slow]).at(-1), 'there are runs');
    expect(head.context.common).toMatchObject({ certainty: 'confirmed', confirmedBy: 'sessions' });
  });

  it('is the verdict of the rows that changed with it, in the report and in the diff', () => {
    const next = dice(11);
    const runs = [...machine.map((factor, day) => run(day, factor, next)), run(20, 2.2, next)];
    const report = present(makeReports(runs).at(-1), 'there are runs');
    const { changes, common } = report.context;
    const medians = changes.filter(({ metric, endpoint }) => metric === 'response.p50' && endpoint !== '*');
    expect(medians.length).toBeGreaterThan(3);
    for (const one of medians)
      expect(one).toMatchObject({
        verdict: 'no-change-shown',
        shared: true,
        relative: expect.any(Number) as number,
      });
    expect(medians.every(({ settle }) => settle === undefined)).toBe(true);
    expect(changes.filter((one) => one.shared === true && one.isLargestOpen === true)).toEqual([]);
    const text = JSON.stringify(metricChanges(changes, () => '', common));
    expect(text).toContain('part of the common change');
    expect(text).toContain('Changes from the baseline: 1 regression, common to every endpoint');
    expect(text).toContain('18 metrics in the common change');
    expect(changeLines(report).unproven.filter(({ what }) => what.includes('p50'))).toEqual([]);
    expect(diffMarkdown({ schemaVersion: 1, verdict: 'worse', runs: [compared(2.2)] })).toContain(
      'part of the common change',
    );
  });

  it('is confirmed where a control did not move', () => {
    const entry = compared(1.3, { f: 1 / 1.3 }, ['f']);
    expect(entry.common).toMatchObject({ verdict: 'worse', certainty: 'confirmed', control: true });
  });

  it('is the machine’s where the control moved, too', () => {
    expect(compared(1.3, {}, ['f']).common).toMatchObject({ certainty: null, control: true });
  });

  it('does not hide the endpoint that changed besides, nor call those that lag behind', () => {
    expect(new Set(called(compared(1.02, { b: 1.3 })))).toEqual(new Set(['b']));
    expect(called(compared(1.3, { b: 1 / 1.3 }))).toEqual([]);
  });

  it('makes no regression of an endpoint that got faster, less than the others did', () => {
    const next = dice(11);
    const uneven = [...machine, 1.04].map((factor, day) => run(day, factor ** 6, next));
    const reports = makeReports([...uneven, run(20, 0.75, next, { b: 1.25 })]);
    const { metrics, common } = at(diffRuns(reports.slice(0, -1), reports, defaultProject, []).runs, 0);
    const ofB = metrics.filter(({ endpoint }) => endpoint === 'b');
    expect(common?.certainty ?? null).toBeNull();
    expect(ofB.filter(({ relative }) => (relative ?? 0) < 0).length).toBeGreaterThan(0);
    expect(ofB.filter(({ relative, verdict }) => (relative ?? 0) < 0 && verdict === 'worse')).toEqual([]);
  });

  it('is not said where a third of the endpoints regressed and the others only vary', () => {
    const many = Array.from({ length: 120 }, (_, i) => `e${i}`);
    const next = dice(7);
    const scattered = (day: number, slow: number): RunMeasures =>
      makeRun({
        day,
        manifest: { commit: `c${day}` },
        endpoints: Object.fromEntries(
          many.map((name, i) => {
            const scatter = Math.exp(0.25 * (next() + next() + next() - 1.5));
            return [name, { p50: (20 + i) * scatter * (i % 3 === 0 ? slow : 1) }];
          }),
        ),
      });
    const history = [...machine.keys()].map((day) => scattered(day, 1));
    const reports = makeReports([...history, scattered(20, 1.8)]);
    const entry = at(diffRuns(reports.slice(0, -1), reports, defaultProject, []).runs, 0);
    expect(entry.common).toMatchObject({ verdict: 'no-change-shown', certainty: null });
    const slowed = called(entry).filter((name) => Number(name.slice(1)) % 3 === 0);
    expect(slowed.length).toBeGreaterThan(30);
    expect(called(entry).length - slowed.length).toBeLessThan(3);
  });

  it('is not told from fewer than four endpoints', () => {
    const next = dice(3);
    const few = (day: number): RunMeasures =>
      makeRun({ day, endpoints: { a: { p50: noisy(20, next) }, b: { p50: noisy(30, next) } } });
    const reports = makeReports([...machine.keys(), 20].map(few));
    const [entry] = diffRuns(reports.slice(0, -1), reports, defaultProject, []).runs;
    expect(present(entry, 'the head is new').common).toBeUndefined();
  });
});
