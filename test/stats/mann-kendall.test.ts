import { expect, it } from 'vitest';
import { correctedMannKendall, mannKendall } from '../../src/stats/mann-kendall.ts';

const growing = [
  30, 33, 37, 42, 46, 51, 54, 58, 60, 61, 62, 63, 65, 64, 66, 68, 67, 69, 73, 76, 81, 85, 90, 96,
];

it('the variance of values that resemble their neighbours has the factor of Hamed and Rao', () => {
  // test/reference-scripts/mann_kendall.py: theilslopes and rankdata of scipy, and the formula of the paper.
  const found = correctedMannKendall(growing);
  expect(found.s).toBe(272);
  expect(found.factor).toBeCloseTo(2.7882456178037467, 10);
  expect(found.variance).toBeCloseTo(4531.828544137023, 6);
  expect(found.z).toBeCloseTo(4.025617947035721, 10);
});

it('the factor is 1 at least, and for fewer than ten values', () => {
  // Values that go up and down by turns resemble their neighbours less than independent ones: -0.0088 by the same script.
  const zigzag = [1, 1.9, 1.2, 2.3, 1.4, 2.6, 1.7, 2.9, 1.8, 3.2, 2.2, 3.1];
  expect(correctedMannKendall(zigzag).factor).toBe(1);
  expect(correctedMannKendall(zigzag).z).toBeCloseTo(2.400039184633096, 10);
  expect(correctedMannKendall(growing.slice(0, 9))).toEqual(mannKendall(growing.slice(0, 9)));
});
