import { describe, expect, it } from 'vitest';
import { diffVerdictSchema } from '../../src/model/documents/diff.ts';
import {
  certaintyText,
  changeCounts,
  quietCounts,
  quietTitle,
  wordingOf,
} from '../../src/model/text/verdict-wording.ts';

describe('the wording of a verdict', () => {
  it('exists for every verdict, with any certainty', () => {
    for (const verdict of diffVerdictSchema.options)
      for (const certainty of ['confirmed', 'suspected', null] as const) {
        const { label, verb } = wordingOf(verdict, certainty);
        expect([label, verb].every((text) => /^[a-z]/.test(text))).toBe(true);
      }
  });

  it('says "possible" of a suspected change, and of nothing else', () => {
    expect(wordingOf('worse', 'suspected')).toEqual({
      label: 'possible regression',
      verb: 'possibly regressed',
    });
    expect(wordingOf('better', 'confirmed').label).toBe('improvement');
    expect(wordingOf('same', 'suspected').label).toBe('unchanged');
    expect(wordingOf('no-change-shown').label).toBe('no change detected');
    expect(wordingOf('cannot-tell').label).toBe('inconclusive');
  });

  it('counts regressions before improvements, confirmed before possible', () => {
    const changes = [
      { verdict: 'better', certainty: 'suspected' },
      { verdict: 'worse', certainty: 'suspected' },
      { verdict: 'worse', certainty: 'confirmed' },
      { verdict: 'worse', certainty: 'confirmed' },
      { verdict: 'same', certainty: null },
      { verdict: 'no-change-shown', certainty: null },
      { verdict: 'cannot-tell', certainty: null },
    ] as const;
    expect(changeCounts(changes)).toBe('2 regressions, 1 possible regression, 1 possible improvement');
    expect(quietCounts(changes)).toBe('1 metric unchanged, no change detected in 1, 1 inconclusive');
    expect(quietCounts(changes.slice(-2))).toBe('no change detected in 1 metric, 1 inconclusive');
    expect(quietCounts(changes.slice(-1))).toBe('1 metric inconclusive');
    expect([changeCounts([]), quietCounts([])]).toEqual(['', '']);
  });

  it('calls a metric unchanged only if that was shown', () => {
    const many = Array.from(
      { length: 1_200 },
      () => ({ verdict: 'no-change-shown', certainty: null }) as const,
    );
    expect(quietCounts(many)).toBe('no change detected in 1,200 metrics');
    expect(quietTitle(many)).toBe('No change detected in 1,200 metrics');
  });

  it('has one word for each certainty, which is not its value in JSON', () => {
    expect(certaintyText).toEqual({ confirmed: 'confirmed', suspected: 'possible' });
  });
});
