import { expect, it } from 'vitest';
import { memoised } from '../../src/model/memoised.ts';

it('computes once per object, also if the value is undefined', () => {
  const asked: object[] = [];
  const seen = memoised((key: object) => {
    asked.push(key);
    return asked.length === 2 ? undefined : asked.length;
  });
  const [a, b] = [{}, {}];
  expect([seen(a), seen(b), seen(a), seen(b)]).toEqual([1, undefined, 1, undefined]);
  expect(asked).toEqual([a, b]);
});
