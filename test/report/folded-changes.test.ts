import { describe, expect, it } from 'vitest';
import { foldedChanges, type Foldable } from '../../src/report/folded-changes.ts';
import { alsoText } from '../../src/report/words/also-text.ts';

const change = (
  metric: Foldable['metric'],
  endpoint: string | null,
  relative: number,
  rest: Partial<Foldable> = {},
): Foldable => ({
  metric,
  scenario: 'load',
  endpoint,
  relative,
  verdict: 'worse',
  certainty: 'confirmed',
  ...rest,
});

describe('one fact is one row', () => {
  it('percentiles of an endpoint fold to the strongest', () => {
    const folded = foldedChanges([
      change('response.p50', 'pay', 0.2),
      change('response.p95', 'pay', 1),
      change('response.p95', 'list', 0.5),
    ]);
    expect(folded.map(({ main, others }) => [main.endpoint, main.metric, others.length])).toEqual([
      ['pay', 'response.p95', 1],
      ['list', 'response.p95', 0],
    ]);
  });

  it('a fall below 0 is larger than any other change', () => {
    const folded = foldedChanges([change('response.p50', 'pay', 4), change('memory.delta', null, -1.6)]);
    expect(folded.map(({ main }) => main.metric)).toEqual(['memory.delta', 'response.p50']);
  });

  it('a confirmed change speaks before a larger suspected one', () => {
    const [first] = foldedChanges([
      change('response.p99', 'pay', 5, { certainty: 'suspected' }),
      change('response.p50', 'pay', 0.2),
    ]);
    expect(first?.main.metric).toBe('response.p50');
  });

  it('error rates of endpoints fold under that of all requests', () => {
    const folded = foldedChanges([
      change('errors.rate', 'pay', 0.9),
      change('errors.rate', '*', 0.2),
      change('errors.rate', 'list', 0.3),
    ]);
    expect(folded).toHaveLength(1);
    expect(folded[0]?.main.endpoint).toBe('*');
  });

  it('rates and CPU times of a benchmark fold under its time where they moved as far', () => {
    const terms = (unit: string): Pick<Foldable, 'terms'> => ({
      terms: { label: unit, unit, direction: 'lower', minimumEffect: 0.05 },
    });
    const folded = foldedChanges([
      // A third fewer items per second, half as much time again: ln 1.5 both.
      change('measure.items-s', 'push', -1 / 3, terms('items/s')),
      change('response.mean', 'push', 0.5),
      change('measure.cpu-time', 'push', 0.49, terms('ms')),
      change('measure.b-op', 'push', 0.8, terms('B/op')),
      change('measure.items-s', 'pop', -0.4, terms('items/s')),
      change('measure.bytes-s', 'push', -0.9, terms('bytes/s')),
    ]);
    expect(folded.map(({ main, others }) => [main.metric, main.endpoint, others.length])).toEqual([
      ['measure.bytes-s', 'push', 0],
      ['measure.b-op', 'push', 0],
      ['measure.items-s', 'pop', 0],
      ['response.mean', 'push', 2],
    ]);
  });

  it('a regression and an improvement of one endpoint are two facts, the regression first', () => {
    const folded = foldedChanges([
      change('response.p95', 'pay', -0.9, { verdict: 'better' }),
      change('response.p50', 'pay', 0.2),
    ]);
    expect(folded.map(({ main }) => main.verdict)).toEqual(['worse', 'better']);
  });

  it('halving counts as much as doubling', () => {
    const folded = foldedChanges([
      change('response.p95', 'a', 0.9, { verdict: 'better' }),
      change('response.p95', 'b', -0.5, { verdict: 'better' }),
    ]);
    expect(folded.map(({ main }) => main.endpoint)).toEqual(['b', 'a']);
  });
});

describe('a transaction with a single request', () => {
  const values = { base: 100, head: 200 };
  const request = [change('response.p50', 'Pay', 1, values), change('response.p95', 'Pay', 1, values)];
  const transaction = (rest: Partial<Foldable> = {}): Foldable[] =>
    request.map((one) => ({ ...one, endpoint: 'Checkout', isTransaction: true as const, ...rest }));
  const rows = (changes: readonly Foldable[]): unknown[] =>
    foldedChanges(changes).map(({ main, others }) => [main.endpoint, others.length]);

  it('is one row with its request, whichever comes first', () => {
    expect(rows([...request, ...transaction()])).toEqual([['Pay', 3]]);
    expect(rows([...transaction(), ...request])).toEqual([['Pay', 3]]);
    expect(rows([...request, ...transaction({ isTransaction: undefined, transaction: true })])).toEqual([
      ['Pay', 3],
    ]);
  });

  it('is a row of its own if any value differs, or in another scenario', () => {
    expect(rows([...request, ...transaction({ head: 201 })])).toHaveLength(2);
    expect(rows([...request, ...transaction({ base: 99 })])).toHaveLength(2);
    expect(rows([...request, ...transaction({ scenario: 'other' })])).toHaveLength(2);
    expect(rows([...request.slice(0, 1), ...transaction()])).toHaveLength(2);
  });

  it('is a row of its own if only its change is confirmed', () => {
    const suspected = request.map((one) => ({ ...one, certainty: 'suspected' as const }));
    expect(rows([...suspected, ...transaction({ certainty: 'confirmed' })])).toHaveLength(2);
    expect(rows([...transaction({ certainty: 'suspected' }), ...request])).toHaveLength(1);
  });

  it('is none of two endpoints with the same values', () => {
    expect(rows([...request, ...transaction({ isTransaction: undefined })])).toHaveLength(2);
  });
});

describe('what else states a change', () => {
  const main = change('response.p99', 'Pay', 1);
  const twin = change('response.p99', 'Checkout', 1, { isTransaction: true });
  const also = (...others: readonly Foldable[]): string => alsoText({ main, others });

  it('is further percentiles, and a transaction with a single request', () => {
    expect(also(change('response.p50', 'Pay', 1))).toBe('also p50');
    expect(also(change('response.p50', 'Pay', 1), twin)).toBe('also p50 and its transaction');
    expect(also(twin)).toBe('also its transaction');
    expect(also()).toBe('');
  });
});
