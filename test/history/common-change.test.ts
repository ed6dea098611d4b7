import { describe, expect, it } from 'vitest';
import { announced, commonChange, type CommonEffects } from '../../src/history/compare/common-change.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { CommonChange } from '../../src/model/run-report.ts';
import { makeRun } from './make-run.ts';

/** A calm machine: run effects of a hundredth to either side. */
const calm = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 0.01 : -0.01));

interface Sides {
  base: readonly number[];
  head: readonly number[];
  /** What controls show in runs of base and head. */
  controls?: { base: readonly number[]; head: readonly number[] };
  shares?: readonly number[];
  /** Which of the base runs is printed beside the head. */
  baseline?: number;
}

/** What is judged of runs a day apart, each of its own build, with these effects on logarithms. */
function judged({ base, head, controls, shares = [1], baseline }: Sides): CommonChange | null {
  const runs = [...base, ...head].map((_, day) => makeRun({ day, manifest: { commit: `c${day}` } }));
  const ofRuns = (values: readonly number[]) =>
    new Map(runs.flatMap((run, i) => (values[i] === undefined ? [] : [[run, values[i]] as const])));
  const effects: CommonEffects = {
    metric: 'response.p50',
    terms: undefined,
    endpoints: 3,
    ofAll: ofRuns([...base, ...head]),
    shareBeyond: (run) => shares[runs.indexOf(run) - base.length] ?? NaN,
    ofControls: controls === undefined ? null : ofRuns([...controls.base, ...controls.head]),
    history: runs.slice(0, base.length),
    heads: runs.slice(base.length),
    ...(baseline !== undefined && { baseline: runs[baseline]! }),
  };
  return commonChange(effects, defaultProject);
}

describe('what all endpoints of a run share', () => {
  it('is unknown without runs on either side', () => {
    expect(judged({ base: [], head: [0.3] })).toBeNull();
    expect(judged({ base: calm(12), head: [] })).toBeNull();
  });

  it('is no change within what the machine did before', () => {
    expect(judged({ base: calm(12), head: [0.005] })).toMatchObject({
      verdict: 'no-change-shown',
      certainty: null,
      control: false,
    });
  });

  it('is suspected where one session shows it, either way', () => {
    const slower = judged({ base: calm(12), head: [0.3] })!;
    expect(slower).toMatchObject({ verdict: 'worse', certainty: 'suspected' });
    expect(slower.relative).toBeCloseTo(Math.expm1(0.3), 9);
    expect(slower.interval!.lower).toBeGreaterThan(0.25);
    expect(slower.interval!.upper).toBeLessThan(0.45);
    expect(judged({ base: calm(12), head: [-0.3] })).toMatchObject({
      verdict: 'better',
      certainty: 'suspected',
    });
  });

  it('is confirmed where a second session shows it, or where it is half as slow again', () => {
    expect(judged({ base: calm(12), head: [0.3, 0.31] })?.certainty).toBe('confirmed');
    expect(judged({ base: calm(12), head: [-0.3, -0.31] })?.certainty).toBe('confirmed');
    // The logarithm of 1.5 is 0.405.
    expect(judged({ base: calm(12), head: [0.41] })?.certainty).toBe('confirmed');
    expect(judged({ base: calm(12), head: [0.4] })?.certainty).toBe('suspected');
  });

  it('is not confirmed below three times the largest effect that the machine ever had', () => {
    const wild = [0.2, -0.2, ...calm(28)];
    expect(judged({ base: wild, head: [0.59] })?.certainty).toBe('suspected');
    expect(judged({ base: wild, head: [0.61] })?.certainty).toBe('confirmed');
  });

  it('is not confirmed by sessions of which one lies within that', () => {
    const wild = [0.2, -0.2, ...calm(28)];
    expect(judged({ base: wild, head: [0.21, 0.3] })?.certainty).toBe('confirmed');
    expect(judged({ base: wild, head: [0.19, 0.32] })?.certainty).toBe('suspected');
  });

  it('is what is beyond the change of a control, and then confirmed at once', () => {
    const controls = { base: calm(12), head: [0.3] };
    expect(judged({ base: calm(12), head: [0.3], controls })?.verdict).toBe('no-change-shown');
    const still = { base: Array<number>(12).fill(0), head: [0] };
    expect(judged({ base: calm(12), head: [0.3], controls: still })).toMatchObject({
      certainty: 'confirmed',
      control: true,
    });
    // Runs without the control are left out.
    expect(judged({ base: calm(12), head: [0.3], controls: { base: calm(12), head: [] } })).toBeNull();
  });

  it('is judged by an assumed spread of 8% of the machine where no history shows it', () => {
    // By hand: 1.96 x 0.08 x sqrt 2 = 0.2217 to either side.
    const far = judged({ base: [0], head: [0.3] })!;
    expect(far).toMatchObject({
      verdict: 'worse',
      certainty: 'suspected',
    });
    expect(far.interval!.lower).toBeCloseTo(Math.expm1(0.3 - 0.2217), 3);
    expect(far.interval!.upper).toBeCloseTo(Math.expm1(0.3 + 0.2217), 3);
    // 0.2 is 1.77 standard errors: as rare as one in thirteen.
    expect(judged({ base: [0], head: [0.2] })?.verdict).toBe('no-change-shown');
  });

  it('is no change where the baseline had it already, or went the other way', () => {
    // The level lies between two builds of which the later was 41% faster; the head is like that one.
    const fell = { base: [0, -0.53], head: [-0.55] };
    expect(judged(fell)?.verdict).toBe('better');
    expect(judged({ ...fell, baseline: 1 })).toMatchObject({ verdict: 'no-change-shown', certainty: null });
    expect(judged({ ...fell, baseline: 0 })?.verdict).toBe('better');
    const odd = { base: [...calm(40), 0.4], head: [0.3] };
    expect(judged(odd)?.verdict).toBe('worse');
    expect(judged({ ...odd, baseline: 40 })?.verdict).toBe('no-change-shown');
    expect(judged({ base: calm(12), head: [0.3], baseline: 11 })?.verdict).toBe('worse');
  });

  it('has the mean share of endpoints that moved the same way', () => {
    expect(judged({ base: calm(12), head: [0.3, 0.3], shares: [0.5, 1] })?.share).toBe(0.75);
    expect(judged({ base: calm(12), head: [0.3, 0.3], shares: [NaN, 0.8] })?.share).toBe(0.8);
    expect(judged({ base: calm(12), head: [0.3], shares: [NaN] })?.share).toBe(0);
  });

  it('is reported only where three of four endpoints moved the same way', () => {
    const change = judged({ base: calm(12), head: [0.3], shares: [0.75] })!;
    expect(announced(change)).toBe(change);
    expect(announced({ ...change, share: 0.74 })).toEqual({
      ...change,
      share: 0.74,
      verdict: 'no-change-shown',
      certainty: null,
    });
    expect(announced(null)).toBeNull();
  });
});
