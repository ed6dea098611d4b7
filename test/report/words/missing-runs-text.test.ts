import { expect, it } from 'vitest';
import { missingRunsText } from '../../../src/report/words/missing-runs-text.ts';

const gap = (day: number) => ({
  from: `2026-11-0${day}T04:00:00.000Z`,
  to: `2026-11-0${day + 1}T06:00:00.000Z`,
  runs: 2,
});
const moments = (day: number): string => `2026-11-0${day} 04:00 UTC and 2026-11-0${day + 1} 06:00 UTC`;

it('names the last three gaps, the latest first, and counts the others', () => {
  expect(missingRunsText([])).toBeNull();
  const three = `none between ${moments(4)}, between ${moments(3)}, between ${moments(2)}`;
  expect(missingRunsText([gap(2), gap(3), gap(4)])).toBe(`6 runs missing in the last 30 days: ${three}`);
  expect(missingRunsText([gap(1), gap(2), gap(3), gap(4)])).toMatch(
    /^8 runs missing .*, and in 1 earlier stretch$/,
  );
  expect(missingRunsText([gap(1), gap(1), gap(2), gap(3), gap(4)])).toMatch(/, and in 2 earlier stretches$/);
});
