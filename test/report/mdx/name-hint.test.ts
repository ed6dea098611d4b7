import { expect, it } from 'vitest';
import { nameHint, type Suggest } from '../../../src/report/mdx/name-hint.ts';
import { exampleReport } from '../../charts/example-report.ts';

const example = exampleReport();
const [value] = example.measures.metricValues;
const metricValues = (
  [
    ['response.p95', 'shop', 'pay'],
    ['response.p95', 'shop', 'cart'],
    ['response.p95', 'night', 'report'],
    ['errors.rate', 'nobody', 'login'],
  ] as const
).map(([metric, scenario, endpoint]) => ({ ...value, metric, scenario, endpoint }));
const scenarios = [
  { id: 'shop', name: 'Buying' },
  { id: 'nobody', name: 'Nobody' },
];
const report = {
  ...example,
  measures: { ...example.measures, metricValues, scenarios },
} as unknown as typeof example;
const suggest: Suggest = (word, known) => `${word}: ${known.join(', ')}`;
const hint = (scenario?: string, endpoint?: string): string | null =>
  nameHint(
    report,
    {
      metric: 'response.p95',
      ...(scenario !== undefined && { scenario }),
      ...(endpoint !== undefined && { endpoint }),
    },
    suggest,
  );

it('suggests scenarios and endpoints that have the metric', () => {
  expect(hint('shp')).toBe('shp: shop, night');
  expect(hint('shop', 'pya')).toBe('pya: pay, cart');
  expect(hint(undefined, 'pya')).toBe('pya: pay, cart, report');
});

it('names the id of a scenario that is called by its name, if it has the metric', () => {
  expect(hint('Buying')).toBe('Use the id of the scenario: `shop`.');
  expect(hint('Nobody')).toBe('Nobody: shop, night');
});

it('is none for known names', () =>
  expect([hint(), hint('shop'), hint('shop', 'pay')]).toEqual([null, null, null]));
