import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/diff/next-step.ts';
import type { DiffMetric, DiffRun } from '../../src/model/documents/diff.ts';
import { aRun, calm, metric } from './make-diff.ts';

const quiet: Partial<DiffRun> = { verdict: 'no-change-shown', targets: [], metrics: [calm('browse')] };
const step = (rest: Partial<DiffRun> = {}, reader: 'pull request' | 'page' = 'pull request'): string =>
  nextStep(aRun({ ...quiet, ...rest }), reader).replaceAll('\u00a0', ' ');
const target = (base: string | null, head: string | null): Partial<DiffRun> =>
  ({ targets: [{ id: 'fast', base, head, margin: null }] }) as Partial<DiffRun>;

describe('what to do after a comparison', () => {
  it('is nothing where nothing changed', () => {
    expect(step()).toBe('nothing.');
  });

  it('is to choose another run where no metric was measured in both', () => {
    const apart = [
      metric({ base: null, relative: null, verdict: 'cannot-tell', certainty: null }),
      metric({ endpoint: 'old', head: null, relative: null, verdict: 'cannot-tell', certainty: null }),
    ];
    const vanished = { vanished: ['old'], metrics: apart };
    expect(step(vanished, 'page')).toBe(
      'compare with a run that measured the same; no metric was measured in both. If what the base measured was removed on purpose, accept the run in annotations.json.',
    );
    expect(step({ ...vanished, metrics: [...apart, calm('browse')] }, 'page')).toMatch(/^measure again/);
  });

  it('is to fix proven regressions, the largest first', () => {
    expect(step({ metrics: [metric()] })).toBe(
      'fix the regression of pay p95 200 → 250 ms before merging. If the regression is intended, merge the annotation below into the main branch first.',
    );
    const two = [metric(), metric({ endpoint: 'list', base: 100, head: 300, relative: 2 }), calm('browse')];
    expect(step({ metrics: two })).toBe(
      'fix the 2 confirmed regressions before merging, the largest of these first: list p95 100 → 300 ms. If the regressions are intended, merge the annotations below into the main branch first.',
    );
    expect(step({ metrics: two }, 'page')).toBe(
      'fix the 2 confirmed regressions, the largest of these first: list p95 100 → 300 ms. The configuration differs: system.runtime 24 → not recorded. If the regressions are intended, accept them in annotations.json.',
    );
    expect(step({ metrics: [metric({ endpoint: '*' })] }, 'page')).toBe(
      'fix the regression of shop p95 200 → 250 ms. The configuration differs: system.runtime 24 → not recorded. If the regression is intended, accept it in annotations.json.',
    );
  });

  it('names the machine where all endpoints slowed together in one run', () => {
    const machine =
      'All endpoints slowed together, as on a busy machine: if this build ran only once, repeat it first.';
    const list = { endpoint: 'list', base: 100, head: 300, relative: 2 };
    const all = [metric(), metric(list)];
    expect(step({ metrics: all })).toBe(
      `fix the 2 confirmed regressions before merging, the largest of these first: list p95 100 → 300 ms. ${machine} If the regressions are intended, merge the annotations below into the main branch first.`,
    );
    expect(step({ metrics: all }, 'page')).toContain(` ${machine} `);
    const common = {
      metric: 'response.p50',
      endpoints: 2,
      relative: 1,
      interval: null,
      verdict: 'worse',
      certainty: 'confirmed',
      control: false,
    } as const;
    expect(step({ metrics: all, common: { ...common, confirmedBy: 'size' } })).toContain(machine);
    const other: Partial<DiffRun>[] = [
      { metrics: all, common: { ...common, confirmedBy: 'sessions' } },
      { metrics: all, common: { ...common, confirmedBy: 'size', control: true } },
      { metrics: [...all, calm('browse')] },
      { metrics: [metric()] },
      { metrics: [metric({ design: 'paired' }), metric({ ...list, design: 'paired' })] },
      { metrics: [metric(), metric({ ...list, certainty: 'suspected' })] },
    ];
    for (const run of other) expect(step(run)).not.toContain('machine');
  });

  it('is to correct a run that is compared with nothing, or to add a base', () => {
    expect(step({ base: null, unjudged: ['it has no date'] })).toMatch(
      /^correct the run\.json or the scenario folders of this run\./,
    );
    expect(step({ base: null })).toBe('add a run of the base; there is nothing to compare with.');
    expect(step({ comparable: false })).toBe(
      'repeat the base in the same environment; the two runs are not comparable.',
    );
  });

  it('is to join endpoints whose names differ only by host or id', () => {
    expect(step({ vanished: ['GET /users/17'], appeared: ['GET /users/23'] })).toBe(
      'join endpoints with match in project.json; measuring again does not help. GET /users/* differs from that of the base only by id.',
    );
    const hosts = {
      vanished: ['http://a.test/x', 'http://a.test/y'],
      appeared: ['http://b.test/x', 'http://b.test/y'],
    };
    expect(step(hosts)).toContain('/x and 1 other differ from those of the base only by host.');
    expect(step({ vanished: ['http://a.test/x', '/u/1'], appeared: ['http://b.test/x', '/u/2'] })).toContain(
      'only by host or id.',
    );
    expect(step({ vanished: ['/u/1', 'pay'], appeared: ['/u/2'] })).toMatch(/^measure again\./);
  });

  it('is to measure again what has no data', () => {
    const again =
      'measure again. Endpoints, scenarios or targets of the base have no data in this run. If they were removed on purpose, merge an annotation that accepts the run into the main branch first.';
    expect(step({ vanished: ['pay'] })).toBe(again);
    expect(step({ unjudged: ['x'] })).toBe(again);
    expect(step({ vanished: ['pay'] }, 'page')).toMatch(
      /If they were removed on purpose, accept the run in annotations\.json\.$/,
    );
    expect(step(target('met', 'not measured'))).toBe(again);
    expect(step(target('met', null))).toBe(again);
    expect(step(target('not measured', null))).toBe('nothing.');
    expect(step(target(null, null))).toBe('nothing.');
  });

  it('is to repeat what the machine, or chance, may have done', () => {
    const common = { verdict: 'worse', certainty: 'suspected' } as unknown as NonNullable<DiffRun['common']>;
    expect(step({ common, configuration: [] })).toBe(
      'repeat base and head on an idle machine. All endpoints slowed together: what is left then comes from the code, not from the machine.',
    );
    expect(step({ common })).toContain(
      'what is left then comes from the code or the changed configuration, not from the machine.',
    );
    expect(step({ common: { ...common, verdict: 'better' } })).toBe('nothing.');
    expect(step({ metrics: [metric({ certainty: 'suspected' })] })).toBe(
      'repeat base and head. The regression is possible, not proven.',
    );
    const two = ['a', 'b'].map((endpoint) => metric({ endpoint, certainty: 'suspected' }));
    expect(step({ metrics: two })).toBe('repeat base and head. The regressions are possible, not proven.');
  });

  it('is to repeat what could not be judged, or is too large to ignore', () => {
    const open = metric({ verdict: 'cannot-tell', certainty: null });
    expect(step({ metrics: [open] })).toBe(
      'repeat base and head, or measure longer. Nothing could be judged.',
    );
    expect(step({ kind: 'benchmark', metrics: [open] })).toBe(
      'repeat base and head, or measure each benchmark several times. Nothing could be judged.',
    );
    const loss = (rest: object): string =>
      step({
        metrics: [
          metric({ verdict: 'no-change-shown', certainty: null, largestUnconfirmed: true, ...rest }),
          calm('list'),
        ],
      });
    expect(loss({ head: 300, relative: 0.5 })).toBe(
      'repeat base and head. The largest unproven change, pay p95 200 → 300 ms, is too large to ignore.',
    );
    expect(loss({ head: 298, relative: 0.49 })).toBe('nothing.');
    expect(loss({ head: 100, relative: -0.5 })).toBe('nothing.');
    expect(loss({ relative: null })).toBe('nothing.');
    const rate = { metric: 'throughput.requestsPerSecond', endpoint: null };
    expect(loss({ ...rate, relative: -0.5 })).toContain('too large to ignore');
    expect(loss({ ...rate, relative: -0.49 })).toBe('nothing.');
    expect(loss({ ...rate, relative: 0.9 })).toBe('nothing.');
    expect(step({ kind: 'benchmark', verdict: 'cannot-tell', metrics: [calm('a'), open] })).toMatch(
      /^repeat base and head, or measure each benchmark several times\. Most/,
    );
    expect(step({ verdict: 'cannot-tell', metrics: [calm('a'), open, { ...open, endpoint: 'b' }] })).toBe(
      'repeat base and head, or measure longer. Most metrics could not be judged.',
    );
    expect(step({ verdict: 'cannot-tell', metrics: [] })).toBe('nothing.');
  });

  it('is to repeat load tests of which single printed values got half as slow again, the largest loss first', () => {
    const reasons: DiffMetric['reasons'] = [{ id: 'unknown-spread', text: 'its spread is unknown' }];
    const open = (rest: Partial<DiffMetric>): DiffMetric =>
      metric({ verdict: 'cannot-tell', certainty: null, interval: null, reasons, ...rest });
    const after = (...metrics: DiffMetric[]): string => step({ metrics: [calm('list'), ...metrics] });
    const median = open({ metric: 'response.p50', head: 380, relative: 0.9 });
    expect(after(median, open({ head: 1840, relative: 8.2 }))).toBe(
      'repeat base and head. The largest unproven change, pay p95 200 → 1,840 ms, is too large to ignore.',
    );
    const rate = { metric: 'throughput.requestsPerSecond', endpoint: null, base: 100, head: 10 };
    expect(after(median, open({ ...rate, relative: -0.9 }))).toContain('100/s → 10/s');
    expect(after(open({ head: 298, relative: 0.49 }))).toBe('nothing.');
    expect(after(open({ head: 600, relative: 2, reasons: [] }))).toBe('nothing.');
  });

  it('is to meet a target that this run misses, whatever else', () => {
    expect(step(target('met', 'not met'))).toBe(
      'meet the missed target before merging, or change the target on the main branch first.',
    );
    const two = [...target('met', 'not met').targets!, ...target(null, 'not met').targets!];
    expect(step({ targets: two })).toBe(
      'meet the 2 missed targets before merging, or change them on the main branch first.',
    );
    const common = {
      metric: 'response.p50',
      endpoints: 5,
      relative: 0.22,
      interval: null,
      verdict: 'worse',
      certainty: 'suspected',
      control: false,
    } as const;
    expect(step({ targets: two, common })).toMatch(
      /^repeat base and head on an idle machine\. .* If the 2 targets are missed again, meet them before merging\.$/,
    );
    expect(step({ ...target('met', 'not met'), common })).toMatch(
      / If the target is missed again, meet it before merging\.$/,
    );
    expect(step(target(null, 'not met'))).toMatch(/^meet the missed target before merging/);
    expect(step({ ...target('met', 'not met'), metrics: [metric()] })).toMatch(
      /^meet the missed target and fix the regression of pay p95 /,
    );
    const [fast] = target('met', 'not met').targets!;
    const known = {
      ...fast!,
      metric: 'response.p95' as const,
      headValue: 754,
      endpoint: 'list',
      margin: -0.5,
    };
    expect(step({ targets: [{ ...fast!, margin: -0.1 }, known], metrics: [metric()] })).toMatch(
      /^meet the 2 missed targets, first list p95 754 ms, and fix the regression of pay p95 /,
    );
    expect(step({ targets: [known], metrics: [metric()] }, 'page')).toMatch(
      /^meet the missed target, list p95 754 ms, and fix the regression of pay p95 /,
    );
    expect(step(target('not met', 'not met'))).toBe(
      'meet the missed targets, or change the targets on the main branch first. The base misses them too.',
    );
    expect(step({ ...target('not met', 'not met'), metrics: [metric({ certainty: 'suspected' })] })).toBe(
      'repeat base and head. The regression is possible, not proven. The base misses the targets too.',
    );
    expect(step(target('not met', 'met'))).toBe(
      'nothing to fix: 1 target now met. More runs of the head would confirm what changed.',
    );
  });
});
