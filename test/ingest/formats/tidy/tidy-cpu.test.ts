import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('readings of processor use are of the core scale, and cores are counted from their columns', async () => {
  const { files, cpu } = await inspectFixture('tidy/cpu-readings.csv');
  expect(cpu).toEqual([
    {
      scenario: 'browse',
      scale: 'core',
      averagePercent: 125,
      peakPercent: 150,
      coresUsed: 1.25,
      busiestPercent: 98,
      cores: 2,
    },
    {
      scenario: null,
      scale: 'core',
      averagePercent: 20,
      peakPercent: 20,
      coresUsed: 0.2,
      busiestPercent: null,
      cores: null,
    },
  ]);
  expect(files[0]).toMatchObject({ format: 'tidy-cpu', rows: 5 });
  expect(files[0]!.refused.first).toEqual([
    { line: 5, reason: '`cpu_percent` must be a percentage from 0 up, got "n/a"' },
    { line: 6, reason: '`core_0` must be a percentage from 0 up, or empty, got "x"' },
  ]);
});

test('a row a scenario is taken as it stands; what is empty stays unknown', async () => {
  const { files, cpu } = await inspectFixture('tidy/cpu-scenarios.csv');
  expect(cpu).toEqual([
    {
      scenario: 'browse',
      scale: 'core',
      averagePercent: 170,
      peakPercent: 310,
      coresUsed: 1.7,
      busiestPercent: null,
      cores: 4,
    },
    {
      scenario: null,
      scale: 'core',
      averagePercent: 25,
      peakPercent: null,
      coresUsed: 0.25,
      busiestPercent: null,
      cores: null,
    },
  ]);
  expect(files[0]!.refused.first).toEqual([
    { line: 4, reason: 'the row contains no percentage' },
    { line: 5, reason: '`cores` must be a whole number from 1 up, or empty, got "some"' },
  ]);
});

test('a file of which no row can be used says why', async () => {
  const { files } = await inspectFixture('tidy/cpu-no-usable-row.csv');
  expect(files[0]!.error).toMatchObject({ code: 'no-usable-row' });
  expect(files[0]!.error!.message).toContain('`cpu_percent` must be a percentage from 0 up, got "n/a"');
});
