import { describe, expect, it } from 'vitest';
import { ruleChanges } from '../../src/diff/rule-changes.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { RuleChange } from '../../src/model/documents/rule-change.ts';

const between = (
  base: object,
  head: object,
  annotations: { base?: Annotation[]; head?: Annotation[] } = {},
): RuleChange[] =>
  ruleChanges(
    { project: projectSchema.parse(base), annotations: annotations.base ?? [] },
    { project: projectSchema.parse(head), annotations: annotations.head ?? [] },
  );

/** A project with one target of this bound. */
const target = (bound: object): object => ({ targets: [{ id: 'fast', metric: 'response.p95', ...bound }] });

describe('the rules that a change touches', () => {
  it('are none where nothing or only words differ', () => {
    expect(between({}, {})).toEqual([]);
    expect(between(target({ below: 500, label: 'quick' }), target({ below: 500, label: 'fast' }))).toEqual(
      [],
    );
    expect(between({ name: 'Shop' }, { name: 'Store' })).toEqual([]);
  });

  it.each([
    ['below', 500, 600, true],
    ['below', 500, 400, false],
    ['atMost', 500, 501, true],
    ['atMost', 500, 499, false],
    ['above', 50, 40, true],
    ['above', 50, 60, false],
    ['atLeast', 50, 49, true],
    ['atLeast', 50, 51, false],
  ])('are weaker if a bound lets more through: %s %d to %d', (bound, from, to, weaker) => {
    expect(between(target({ [bound]: from }), target({ [bound]: to }))).toEqual([
      { key: `targets[fast].${bound}`, from: String(from), to: String(to), weaker },
    ]);
  });

  it('are weaker without a target, and not with one more', () => {
    expect(between(target({ below: 500 }), {})).toEqual([
      { key: 'targets[fast].metric', from: '"response.p95"', to: null, weaker: true },
      { key: 'targets[fast].below', from: '500', to: null, weaker: true },
    ]);
    expect(between({}, target({ below: 500 }))).toEqual([
      { key: 'targets[fast].metric', from: null, to: '"response.p95"', weaker: false },
      { key: 'targets[fast].below', from: null, to: '500', weaker: false },
    ]);
  });

  it('are weaker with another metric or a scope, whichever it is', () => {
    expect(
      between(target({ below: 500 }), {
        targets: [{ id: 'fast', metric: 'response.p50', below: 500, scenario: 'a' }],
      }),
    ).toMatchObject([
      { key: 'targets[fast].metric', from: '"response.p95"', to: '"response.p50"', weaker: true },
      { key: 'targets[fast].scenario', from: null, to: '"a"', weaker: false },
    ]);
  });

  it('are weaker with a reason to block fewer, and not with one more', () => {
    const blocking = (...blockOn: string[]): object => ({ gate: { blockOn } });
    expect(between(blocking('target-not-met', 'confirmed-worse'), blocking('target-not-met'))).toEqual([
      { key: 'gate.blockOn[confirmed-worse]', from: 'true', to: null, weaker: true },
    ]);
    expect(between(blocking('target-not-met'), blocking('target-not-met', 'confirmed-worse'))).toEqual([
      { key: 'gate.blockOn[confirmed-worse]', from: null, to: 'true', weaker: false },
    ]);
  });

  it('are weaker with a larger minimum effect or a smaller rate of false discoveries', () => {
    const effect = (share: number): object => ({ comparison: { minimumEffect: { 'response.p95': share } } });
    expect(between(effect(0.05), effect(0.1))).toEqual([
      { key: 'comparison.minimumEffect.response.p95', from: '0.05', to: '0.1', weaker: true },
    ]);
    expect(between(effect(0.1), effect(0.05))[0]?.weaker).toBe(false);
    const points = (minimumEffect: number): object => ({ changePoints: { minimumEffect } });
    expect(between(points(0.05), points(0.1))).toEqual([
      { key: 'changePoints.minimumEffect', from: '0.05', to: '0.1', weaker: true },
    ]);
    expect(between(points(0.1), points(0.05))[0]?.weaker).toBe(false);
    const rate = (falseDiscoveryRate: number): object => ({ comparison: { falseDiscoveryRate } });
    expect(between(rate(0.1), rate(0.05))).toEqual([
      { key: 'comparison.falseDiscoveryRate', from: '0.1', to: '0.05', weaker: true },
    ]);
    expect(between(rate(0.05), rate(0.1))[0]?.weaker).toBe(false);
  });

  it('are weaker with each annotation added, and not with one removed', () => {
    const accept: Annotation = {
      action: 'accept',
      run: 'r2',
      metric: 'response.p95',
      scenario: 'shop',
      endpoint: 'pay',
      reason: 'known',
    };
    const ignore: Annotation = { action: 'ignore', run: 'r1', reason: 'disturbed' };
    expect(between({}, {}, { head: [accept, ignore] })).toEqual([
      { key: 'annotations[accept r2 response.p95 shop pay]', from: null, to: 'true', weaker: true },
      { key: 'annotations[ignore r1]', from: null, to: 'true', weaker: true },
    ]);
    expect(between({}, {}, { base: [ignore] })).toEqual([
      { key: 'annotations[ignore r1]', from: 'true', to: null, weaker: false },
    ]);
    expect(
      between({}, {}, { base: [{ ...ignore, reason: 'a' }], head: [{ ...ignore, reason: 'b' }] }),
    ).toEqual([]);
  });

  it('are weaker with anything else that differs', () => {
    expect(between({ mainBranch: 'main' }, { mainBranch: 'trunk' })).toEqual([
      { key: 'mainBranch', from: '"main"', to: '"trunk"', weaker: true },
    ]);
    expect(between({}, { messages: ['pay'] })).toMatchObject([{ key: 'messages', weaker: true }]);
    expect(between({}, { sessions: ['pay'] })).toMatchObject([{ key: 'sessions', weaker: true }]);
    expect(between({}, { endpoints: [{ id: 'user', match: ['/users/*'] }] })).toEqual([
      { key: 'endpoints[user].match', from: null, to: '["/users/*"]', weaker: true },
    ]);
    expect(between({}, { gate: { rulesFrom: 'head' } })).toMatchObject([
      { key: 'gate.rulesFrom', to: '"head"', weaker: true },
    ]);
  });
});
