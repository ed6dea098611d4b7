import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { memoised, weaklyKept } from '../../src/model/memoised.ts';

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

describe('weaklyKept', () => {
  it('gives the same value as long as somebody uses it', () => {
    let made = 0;
    const read = weaklyKept(() => ({ number: ++made }));
    const first = read();
    expect(read()).toBe(first);
    expect(made).toBe(1);
  });

  it('makes the value again after it was freed', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let made = 0;
    const read = weaklyKept(() => ({ number: ++made }));
    expect(read().number).toBe(1);
    // What was read is held until the present turn of the event loop ends.
    await setImmediate();
    collect();
    expect(read().number).toBe(2);
  });
});
