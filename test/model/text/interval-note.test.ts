import { expect, it } from 'vitest';
import { intervalNote } from '../../../src/model/text/interval-note.ts';

it('explains intervals that contain 0 beside a reported change, and only these', () => {
  const told = /interval that contains 0/;
  const relative = 0.2;
  expect(intervalNote([{ relative, verdict: 'worse', interval: [-0.1, 0.4] }])).toMatch(told);
  expect(intervalNote([{ relative, verdict: 'better', interval: { lower: -0.4, upper: 0.1 } }])).toMatch(
    told,
  );
  expect(intervalNote([{ relative, verdict: 'worse', interval: [0.1, 0.4] }])).toBeNull();
  expect(intervalNote([{ relative, verdict: 'no-change-shown', interval: [-0.1, 0.4] }])).toBeNull();
  expect(intervalNote([{ relative, verdict: 'worse', interval: null }])).toBeNull();
  expect(intervalNote([{ relative, verdict: 'worse', interval: { lower: null, upper: 0.4 } }])).toBeNull();
});

it('explains intervals that were widened to the change itself', () => {
  const told = /One that ends exactly at the change was widened/;
  expect(intervalNote([{ relative: 4, verdict: 'worse', interval: [2.1, 4] }])).toMatch(told);
  expect(
    intervalNote([{ relative: -0.3, verdict: 'better', interval: { lower: -0.3, upper: -0.1 } }]),
  ).toMatch(told);
  expect(intervalNote([{ relative: 4, verdict: 'no-change-shown', interval: [2.1, 4] }])).toBeNull();
  // Sizes that do not vary have no spread at all: nothing was widened.
  expect(intervalNote([{ relative: 0.5, verdict: 'worse', interval: [0.5, 0.5] }])).toBeNull();
});
