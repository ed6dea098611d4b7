import { describe, expect, it } from 'vitest';
import { entryFindings, historyFindings } from '../../src/diff/gate-entry.ts';
import { ruleOf, type GateFinding } from '../../src/diff/gate.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import type { DiffRun } from '../../src/model/documents/diff.ts';
import type { GateReason } from '../../src/model/documents/project.ts';
import { aDiff, aRun, metric } from './make-diff.ts';

const accept = (rest: Partial<Annotation> = {}): Annotation => ({
  action: 'accept',
  run: 'run-2',
  reason: 'known',
  ...rest,
});
const texts = (findings: readonly GateFinding[]): string[] =>
  findings.map(({ text }) => text.replaceAll('\u00a0', ' '));
const found = (
  rest: Partial<DiffRun>,
  blockOn: readonly GateReason[],
  annotations: readonly Annotation[] = [],
): string[] => texts(entryFindings(aRun({ targets: [], metrics: [], ...rest }), blockOn, annotations));

describe('what a run lacks', () => {
  const gone = { vanished: ['pay'], appeared: [] };

  it('blocks if the rules say so', () => {
    expect(found(gone, ['not-judged'])).toEqual(['run-2: endpoint pay of run-1 has no data [not-judged]']);
    expect(found({ ...gone, base: null }, ['not-judged'])[0]).toContain('of the base has no data');
    expect(found({ ...gone, kind: 'benchmark' }, ['not-judged'])[0]).toContain('benchmark pay of run-1');
    expect(found(gone, ['target-not-met'])).toEqual([]);
  });

  it('names what it may be called now', () => {
    expect(found({ vanished: ['checkout'], appeared: ['browse', 'checkouts'] }, ['not-judged'])).toEqual([
      'run-2: endpoint checkout of run-1 has no data, and checkouts is new (join them with `match` if they are one) [not-judged]',
    ]);
    expect(found({ vanished: ['checkout'], appeared: ['browse'] }, ['not-judged'])).toEqual([
      'run-2: endpoint checkout of run-1 has no data [not-judged]',
    ]);
  });

  it('names another one for each, as `check` does', () => {
    const host = 'https://pr-15.preview.example';
    expect(
      found(
        {
          vanished: ['/api/ping', 'GET /api/cart', 'POST /api/cart', '/api/products/1'],
          appeared: [`POST ${host}/api/cart`, `GET ${host}/api/cart`, `${host}/api/products/2`],
        },
        ['not-judged'],
      ).map((text) => /endpoint (.*) of run-1 has no data(?:, and (.*) is new)?/.exec(text)?.slice(1)),
    ).toEqual([
      ['/api/ping', undefined],
      ['GET /api/cart', `GET ${host}/api/cart`],
      ['POST /api/cart', `POST ${host}/api/cart`],
      ['/api/products/1', `${host}/api/products/2`],
    ]);
  });

  it('names none twice: a name that another host has is taken', () => {
    expect(
      found({ vanished: ['https://a.example/pay', '/pax'], appeared: ['https://b.example/pay', '/pay'] }, [
        'not-judged',
      ]).map((text) => /, and (.*) is new/.exec(text)?.[1]),
    ).toEqual(['https://b.example/pay', '/pay']);
  });

  it('is a target that the base could judge', () => {
    const target = (base: string | null, head: string | null): object => ({
      targets: [{ id: 'fast', base, head, margin: null }],
    });
    expect(found(target('met', 'not measured'), ['not-judged'])).toEqual([
      'run-2: target fast was judged in run-1 and has no data here [not-judged]',
    ]);
    expect(found(target('not measured', 'not measured'), ['not-judged'])).toEqual([]);
    expect(found(target(null, 'not measured'), ['not-judged'])).toEqual([]);
    expect(found(target('met', 'not met'), ['not-judged'])).toEqual([]);
  });

  it('is accepted by an annotation of the run, or of the endpoint', () => {
    const both = {
      ...gone,
      unjudged: ['it has no date'],
      targets: [{ id: 'fast', base: 'met', head: 'not measured', margin: null }],
    } as Partial<DiffRun>;
    expect(found(both, ['not-judged'])).toHaveLength(3);
    expect(found(both, ['not-judged'], [accept()])).toEqual([]);
    expect(found(both, ['not-judged'], [accept({ run: 'run-1' })])).toHaveLength(3);
    expect(found(both, ['not-judged'], [accept({ action: 'explain' })])).toHaveLength(3);
    const ofEndpoint = accept({ endpoint: 'pay' });
    expect(found(both, ['not-judged'], [ofEndpoint])).toEqual([
      'run-2: it has no date [not-judged]',
      'run-2: target fast was judged in run-1 and has no data here [not-judged]',
    ]);
    expect(found(both, ['not-judged'], [accept({ endpoint: 'browse' })])).toHaveLength(3);
  });
});

describe('a run of another environment', () => {
  it('blocks if the rules say so', () => {
    const other = { base: null, comparable: false, reasons: ['cpu differs: 8 → 4', 'os differs: a → b'] };
    expect(found(other, ['other-environment'])).toEqual([
      'run-2: not comparable: cpu differs: 8 → 4; os differs: a → b [other-environment]',
    ]);
    expect(found({ ...other, base: 'run-1' }, ['other-environment'])).toEqual([]);
    expect(found({ ...other, comparable: true }, ['other-environment'])).toEqual([]);
    expect(found(other, ['not-judged'])).toEqual([]);
  });
});

describe('regressions against the base', () => {
  const of = (
    rest: Partial<DiffRun>,
    {
      blockOn = ['confirmed-worse'],
      annotations = [],
      ownBase = 'run-1a',
    }: {
      blockOn?: readonly GateReason[];
      annotations?: readonly Annotation[];
      ownBase?: string | null;
    } = {},
  ): string[] =>
    texts(
      entryFindings(aRun({ targets: [], metrics: [metric()], ...rest }), blockOn, annotations, [], ownBase),
    );

  it('count where the report of the run compares it with another one', () => {
    expect(of({})).toEqual([
      'run-2: 95th percentile response time of pay in shop regressed compared with run-1: 200 → 250 ms, +25% [confirmed-worse]',
    ]);
    expect(of({}, { ownBase: 'run-1' })).toEqual([]);
    expect(of({ base: null }, { ownBase: 'run-1' })).toEqual([]);
    expect(of({ repeatOf: 'run-1b' })).toEqual([]);
  });

  it('count by their certainty', () => {
    const metrics = [metric({ certainty: 'suspected' }), metric({ verdict: 'better' })];
    expect(of({ metrics })).toEqual([]);
    expect(of({ metrics }, { blockOn: ['suspected-worse'] })).toHaveLength(1);
    expect([ruleOf('suspected'), ruleOf('confirmed'), ruleOf(null)]).toEqual([
      'suspected-worse',
      'confirmed-worse',
      'confirmed-worse',
    ]);
  });

  it('are named without a scenario that has no given name, and without an endpoint of all', () => {
    expect(of({ metrics: [metric({ scenario: 'default' })] })[0]).toContain('of pay regressed');
    expect(of({ metrics: [metric({ scenario: null })] })[0]).toContain('of pay regressed');
    expect(of({ metrics: [metric({ endpoint: null })] })[0]).toContain('response time in shop regressed');
  });

  it('are accepted by an annotation', () => {
    expect(of({}, { annotations: [accept({ metric: 'response.p95', endpoint: 'pay' })] })).toEqual([]);
    expect(of({}, { annotations: [accept({ metric: 'response.p50' })] })).toHaveLength(1);
  });
});

describe('regressions that the own comparison lacks', () => {
  const unseen = [
    {
      metric: 'response.p95',
      scenario: 'shop',
      endpoint: 'pay',
      certainty: 'confirmed',
      text: 'pay regressed against run-0',
    },
  ] as unknown as NonNullable<DiffRun['unseen']>;

  it('block by their certainty, unless known or accepted', () => {
    expect(found({ unseen }, ['confirmed-worse'])).toEqual([
      'run-2: pay regressed against run-0 [confirmed-worse]',
    ]);
    expect(found({ unseen }, ['suspected-worse'])).toEqual([]);
    expect(found({ unseen }, ['confirmed-worse'], [accept({ metric: 'response.p95' })])).toEqual([]);
    const known: GateFinding = {
      run: 'run-2',
      text: '',
      isTarget: false,
      of: { metric: 'response.p95', scenario: 'shop', endpoint: 'pay' },
    };
    const after = (one: GateFinding): number =>
      entryFindings(aRun({ targets: [], metrics: [], unseen }), ['confirmed-worse'], [], [one]).length;
    expect([after(known), after({ ...known, of: null })]).toEqual([0, 1]);
    expect(after({ ...known, of: { metric: 'response.p95', scenario: 'shop', endpoint: null } })).toBe(1);
  });
});

describe('runs of the base that the head changes', () => {
  it('block until an annotation of the run accepts it', () => {
    const diff = { ...aDiff(), removedRuns: ['r1'], changedRuns: ['r2'] };
    const hint = 'Accept it with an annotation of the run in the base.';
    expect(texts(historyFindings(diff, []))).toEqual([
      `r1: removed, but present in the base. ${hint} [removed-run]`,
      `r2: its data differs from the base. ${hint} [changed-run]`,
    ]);
    expect(texts(historyFindings(diff, [accept({ run: 'r1' })]))).toHaveLength(1);
    expect(texts(historyFindings(diff, [accept({ run: 'r2', metric: 'response.p95' })]))).toHaveLength(2);
    expect(historyFindings(aDiff(), [])).toEqual([]);
  });
});
