import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { inspectText } from '../../inspect-text.ts';

test('each bound gives the share of all requests below it, and no percentile', async () => {
  const found = await inspectFixture('vegeta/hist.txt');
  expect(found.files[0]).toMatchObject({ format: 'vegeta-report-hist', rows: 4, refused: { count: 0 } });
  // 40, 40 + 90 and 40 + 90 + 60 of 200 requests; the last bucket has no bound.
  expect(found.measures).toEqual([
    { name: 'requests below 10ms', unit: '%', direction: 'higher', value: 20, n: 200 },
    { name: 'requests below 25ms', unit: '%', direction: 'higher', value: 65, n: 200 },
    { name: 'requests below 1.5s', unit: '%', direction: 'higher', value: 95, n: 200 },
  ]);
});

test('a report of the same attack counts its requests once', async () => {
  const found = await inspectFixture('vegeta/hist.txt', 'vegeta/report.json');
  const { total } = await inspectFixture('vegeta/report.json');
  expect(found.total.count).toBe(total.count);
});

test('a histogram without its last bucket is refused', async () => {
  const { files } = await inspectText('Bucket  #  %  Histogram\n[0s,  10ms]  40  20.00%  ####\n');
  expect(files[0]).toMatchObject({ format: null, error: { code: 'cut' } });
});

// `vegeta report -every=1s -output=FILE -type=hist[0,10ms]` appends a report each second.
test('each of several histograms in a file has shares of its own', async () => {
  const hist = (below: number, above: number): string =>
    `Bucket         #  %       Histogram\n[0s,    10ms]  ${below}  10.00%  ###\n[10ms,  +Inf]  ${above}  10.00%  ###\n`;
  const found = await inspectText(hist(1, 1) + hist(3, 1));
  expect(found.measures.map(({ value, n }) => [value, n])).toEqual([
    [50, 2],
    [75, 4],
  ]);
});
