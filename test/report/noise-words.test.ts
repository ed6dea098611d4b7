import { expect, it } from 'vitest';
import type { NoiseMetric } from '../../src/model/documents/noise-document.ts';
import { alarmsText, noiseRow, noiseRows } from '../../src/report/words/noise-words.ts';

const metric: NoiseMetric = {
  metric: 'response.p95',
  scenario: 'load',
  endpoint: 'search',
  runs: 23,
  sessions: 4,
  spread: { within: null, repeats: 0.6, sessions: 0.5, common: null },
  detectable: { '1': 210_000, '3': 10, '5': 0.25 },
  detectablePairs: { '5': null, '10': 2.44 },
};

it('names no change that nobody would look for', () => {
  expect(noiseRow(metric)).toEqual([
    '95th percentile response time (search, load)',
    '23 in 4 sessions',
    '60%',
    '50%',
    '–',
    'over 1,000%',
    '1,000%',
    '25%',
    '244%',
  ]);
});

it('does not call alarms false that a later build may have undone', () => {
  const uncounted =
    'Runs without a baseline, builds with a change that lasted or that another session shows, and the latest build are not counted.';
  expect(alarmsText({ reports: 7, false: 2, confirmed: 1 })).toBe(
    `2 of 7 runs reported a change that the next build does not show (1 as confirmed): noise, or a change that was undone there. ${uncounted}`,
  );
  expect(alarmsText({ reports: 7, false: 0, confirmed: 0 })).toBe(
    `None of 7 runs reported a change that the next build does not show. ${uncounted}`,
  );
});

it('names no scenario where nobody named one', () => {
  const place = (scenario: string, other = scenario): string | undefined =>
    noiseRows([
      { ...metric, scenario },
      { ...metric, scenario: other },
    ])[0]?.[0];
  expect(place('default')).not.toContain('default');
  expect(place('default', 'peak')).toContain('default');
});

it('prints the names of places if they are given', () => {
  const names = { endpoint: (id: string) => `the ${id}`, scenario: (id: string) => id.toUpperCase() };
  expect(noiseRows([metric], names)[0]?.[0]).toBe('95th percentile response time (the search, LOAD)');
});

it('says less of one session per run, of a run as a whole, and of a scenario without a name', () => {
  expect(noiseRow({ ...metric, sessions: 23 })[1]).toBe('23');
  expect(noiseRow({ ...metric, endpoint: null })[0]).toBe('95th percentile response time (load)');
  const unnamed = { ...metric, scenario: 'default' };
  expect(noiseRows([unnamed, { ...metric, scenario: null }])[0]![0]).toBe(
    '95th percentile response time (search)',
  );
  expect(noiseRows([unnamed, metric])[0]![0]).toBe('95th percentile response time (search, default)');
  expect(noiseRows([{ ...unnamed, endpoint: null }])[0]![0]).toBe('95th percentile response time');
});
