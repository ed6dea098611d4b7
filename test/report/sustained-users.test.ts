import { describe, expect, it } from 'vitest';
import type { StepMeasures } from '../../src/model/run-measures.ts';
import { sustainedUsers } from '../../src/report/steps/sustained-users.ts';

type Outcome = 'met' | 'failed' | 'open' | 'open, within' | 'open, beyond' | 'unjudged';

/** Load steps of 10, 20, 30 ... users. */
const steps = (...outcomes: readonly Outcome[]): StepMeasures[] =>
  outcomes.map((outcome, i) => {
    const isOpen = outcome.startsWith('open');
    return {
      users: 10 * (i + 1),
      meetsTargets: outcome === 'met' ? true : outcome === 'failed' ? false : null,
      ...(isOpen && { isInconclusive: true }),
      ...(isOpen && outcome !== 'open' && { isWithinTargets: outcome === 'open, within' }),
      ...(outcome === 'unjudged' && { unjudged: [] }),
    } as unknown as StepMeasures;
  });
const shown = (...outcomes: readonly Outcome[]): unknown => {
  const found = sustainedUsers(steps(...outcomes));
  return found === null ? null : [found.users, found.interval.lower, found.interval.upper];
};

describe('the users that a scenario carries', () => {
  it('are those of the highest step that met the targets, below the first that failed', () => {
    expect(shown('met', 'met', 'failed')).toEqual([20, 20, 30]);
    expect(shown('met', 'failed', 'met')).toEqual([10, 10, 20]);
    expect(shown('met', 'met')).toEqual([20, 20, null]);
  });

  it('are none if the lowest step failed', () => {
    expect(shown('failed', 'met')).toEqual([0, 0, 10]);
  });

  it('are those of the highest inconclusive step whose values are within, where none is proven', () => {
    expect(shown('open, within', 'open, within', 'failed')).toEqual([20, 0, 30]);
    expect(shown('open, within', 'open, beyond')).toEqual([10, 0, null]);
    expect(shown('open')).toEqual([null, 0, null]);
    expect(shown('failed', 'open, within')).toEqual([0, 0, 10]);
  });

  it('are unknown if a lower step cannot be judged by each endpoint', () => {
    expect(shown('unjudged', 'failed')).toEqual([null, 0, 20]);
    expect(shown('failed', 'unjudged')).toEqual([0, 0, 10]);
  });

  it('are unknown without a step that could be judged', () => {
    expect([shown(), shown('unjudged')]).toEqual([null, null]);
  });
});
