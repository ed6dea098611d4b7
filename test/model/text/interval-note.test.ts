import { expect, it } from 'vitest';
import { intervalNote } from '../../../src/model/text/interval-note.ts';

it('explains intervals that contain 0 beside a reported change, and only these', () => {
  const told = /interval that contains 0/;
  expect(intervalNote([{ verdict: 'worse', interval: [-0.1, 0.4] }])).toMatch(told);
  expect(intervalNote([{ verdict: 'better', interval: { lower: -0.4, upper: 0.1 } }])).toMatch(told);
  expect(intervalNote([{ verdict: 'worse', interval: [0.1, 0.4] }])).toBeNull();
  expect(intervalNote([{ verdict: 'no-change-shown', interval: [-0.1, 0.4] }])).toBeNull();
  expect(intervalNote([{ verdict: 'worse', interval: null }])).toBeNull();
  expect(intervalNote([{ verdict: 'worse', interval: { lower: null, upper: 0.4 } }])).toBeNull();
});
