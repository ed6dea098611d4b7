import { describe, expect, it } from 'vitest';
import { alsoText } from '../../src/report/words/also-text.ts';
import {
  commonHeadline,
  commonSentence,
  commonText,
  reportedCommonText,
} from '../../src/report/words/common-text.ts';
import {
  comparedWith,
  meansOfPairs,
  pairsNote,
  sinceBaseline,
} from '../../src/report/words/compared-with.ts';
import { placeTextOf } from '../../src/report/words/place-text.ts';
import type { RunContext } from '../../src/model/run-report.ts';
import { makeRun } from '../history/make-run.ts';

const shift = {
  relative: 0.58,
  interval: [0.5, 0.66] as const,
  verdict: 'worse' as const,
  certainty: 'confirmed' as const,
  control: false,
};

describe('what all endpoints share', () => {
  it('is a heading', () => {
    expect(commonHeadline(shift)).toBe('Every endpoint was 58% slower');
    expect(commonHeadline({ ...shift, certainty: 'suspected' })).toBe(
      'Every endpoint was possibly 58% slower',
    );
    expect(commonHeadline({ ...shift, verdict: 'better', relative: -0.3 }, 'benchmark')).toBe(
      'Every benchmark was 30% faster',
    );
    expect(commonHeadline({ ...shift, certainty: null })).toBeNull();
  });

  it('is a sentence with its interval, and why it is confirmed', () => {
    const start = 'Every endpoint of this run was 58% slower';
    expect(commonSentence(shift)).toBe(`${start} (95% interval +50% to +66%): confirmed.`);
    expect(commonSentence({ ...shift, interval: null })).toBe(`${start}: confirmed.`);
    expect(commonSentence({ ...shift, interval: null, confirmedBy: 'size' })).toBe(
      `${start}: confirmed, far beyond what the machine has done before.`,
    );
    expect(commonSentence({ ...shift, interval: null, confirmedBy: 'sessions' })).toBe(
      `${start}: confirmed in more than one session.`,
    );
    expect(commonSentence({ ...shift, interval: null, certainty: 'suspected' })).toBe(
      'Every endpoint of this run was possibly 58% slower.',
    );
    expect(commonSentence({ ...shift, certainty: null })).toBeNull();
  });

  it('is measured against a control, where there is one', () => {
    const control = { ...shift, interval: null, control: true };
    const start = 'slower, after subtracting the change of the control';
    expect(commonSentence(control)).toBe(`Every endpoint of this run was 58% ${start}: confirmed.`);
    expect(commonSentence({ ...control, certainty: 'suspected' })).toBe(
      `Every endpoint of this run was possibly 58% ${start}.`,
    );
  });

  it('ends with what would settle it, where neither a control nor the size does', () => {
    const suspected = { ...shift, interval: null, certainty: 'suspected' as const };
    expect(commonText(suspected)).toBe(
      'Every endpoint of this run was possibly 58% slower. This may be the machine or the code: measure again at another time, or add a control scenario.',
    );
    expect(commonText({ ...suspected, control: true })).not.toContain('machine or the code');
    expect(commonText(shift)).not.toContain('machine or the code');
    expect(commonText({ ...shift, certainty: null })).toBeNull();
  });

  it('has an interval in reports only with both ends', () => {
    const reported = {
      ...shift,
      metric: 'response.p50' as const,
      endpoints: 3,
      share: 1,
      interval: { lower: 0.5, upper: 0.66 },
    };
    expect(reportedCommonText(reported, 'load')).toContain('(95% interval +50% to +66%)');
    expect(reportedCommonText({ ...reported, interval: { lower: null, upper: 0.66 } }, 'load')).not.toContain(
      'interval',
    );
    expect(reportedCommonText({ ...reported, interval: { lower: 0.5, upper: null } }, 'load')).not.toContain(
      'interval',
    );
    expect(reportedCommonText(null, 'load')).toBeNull();
    expect(reportedCommonText(undefined, 'load')).toBeNull();
  });
});

describe('what else states the fact of a change', () => {
  const change = (
    metric: 'response.p50' | 'response.p95' | 'response.p99',
    endpoint: string | null = 'pay',
  ) => ({ metric, scenario: 'shop', endpoint }) as unknown as Parameters<typeof alsoText>[0]['main'];

  it('is other metrics of the place, or other endpoints', () => {
    const main = change('response.p50');
    const others = [change('response.p95'), change('response.p99')];
    expect(alsoText({ main, others: [] })).toBe('');
    expect(alsoText({ main, others })).toBe('also p95, p99');
    expect(alsoText({ main, others }, 2)).toBe('also p95, p99');
    expect(alsoText({ main, others }, 1)).toBe('also p95 and 1 more');
    expect(alsoText({ main, others: [...others, change('response.p50', 'browse')] })).toBe(
      'also at 1 endpoint',
    );
    const elsewhere = ['a', 'b', 'b'].map((endpoint) => change('response.p50', endpoint));
    expect(alsoText({ main, others: elsewhere })).toBe('also at 2 endpoints');
  });
});

describe('what a report is compared with', () => {
  const baseline = { id: 'r1' } as unknown as RunContext['baseline'];
  const paired = (count: number): NonNullable<RunContext['paired']> => ({ count, base: '6151be4' });

  it('is the baseline, or pairs', () => {
    expect(comparedWith({ baseline: null })).toBeNull();
    expect(comparedWith({ baseline })).toBe('r1');
    expect(comparedWith({ baseline, paired: paired(8) })).toBe('8 interleaved pairs (base 6151be4)');
    expect(sinceBaseline({ baseline })).toBe('since r1');
    expect(sinceBaseline({ baseline: null })).toBe('since the baseline');
    expect(sinceBaseline({ baseline: null, paired: paired(1) })).toBe('in 1 interleaved pair (base 6151be4)');
    expect([meansOfPairs({}), meansOfPairs({ pairs: 1 }), meansOfPairs({ pairs: 8 })]).toEqual([
      null,
      'values of 1 pair',
      'means of 8 pairs',
    ]);
    expect(pairsNote({ baseline })).toBeNull();
    expect(pairsNote({ baseline, paired: paired(8) })).toContain('means over the pairs');
  });
});

describe('where a value was measured', () => {
  const run = makeRun({ day: 1, endpoints: { pay: { p50: 1 } } });
  const labelled = {
    ...run,
    response: run.response.map((row) => (row.endpoint === 'pay' ? { ...row, label: 'Pay' } : row)),
    scenarios: run.scenarios.map((one) => ({ ...one, name: 'Shop of books' })),
  };

  it('is the label in the name of the scenario', () => {
    const text = placeTextOf(labelled);
    expect(text({ scenario: 'shop', endpoint: 'pay' })).toBe('Pay in Shop of books');
    expect(text({ scenario: 'shop', endpoint: null })).toBe('Shop of books');
    expect(text({ scenario: null, endpoint: null })).toBe('');
    expect(text({ scenario: null, endpoint: 'pay' })).toBe('Pay');
    expect(text({ scenario: 'shop', endpoint: '*' })).toBe('all requests in Shop of books');
    expect(text({ scenario: 'gone', endpoint: 'lost' })).toBe('lost in gone');
  });

  it('is without a scenario that has no given name, and names what has none', () => {
    const unnamed = {
      ...run,
      scenarios: run.scenarios.map((one) => ({ ...one, id: 'default', name: 'default' })),
    };
    const text = placeTextOf(unnamed);
    expect(text({ scenario: 'default', endpoint: 'pay' })).toBe('pay');
    expect(text({ scenario: 'default', endpoint: '' })).toBe('(no name)');
    const both = placeTextOf(run, unnamed);
    expect(both({ scenario: 'default', endpoint: 'pay' })).toBe('pay in default');
    const benchmark = placeTextOf({ ...run, kind: 'benchmark' });
    expect(benchmark({ scenario: 'shop', endpoint: 'pay' })).toBe('pay');
  });

  it('has the names of the last run', () => {
    expect(placeTextOf(run, labelled)({ scenario: 'shop', endpoint: 'pay' })).toBe('Pay in Shop of books');
    expect(placeTextOf(labelled, run)({ scenario: 'shop', endpoint: 'pay' })).toBe('pay in shop');
  });
});
