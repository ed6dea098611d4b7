import { describe, expect, it } from 'vitest';
import { shortVersions } from '../../../src/model/text/short-versions.ts';

describe('versions along an axis', () => {
  it('drop a zero that all of them end in', () =>
    expect(shortVersions(['1.4.0', 'v1.5.0', '10.0.0'])).toEqual(['1.4', 'v1.5', '10.0']));

  it('have seven digits if they are commits', () =>
    expect(shortVersions(['6b3929c746', '53bcb4a293f0', 'v2-rc1'])).toEqual([
      '6b3929c',
      '53bcb4a',
      'v2-rc1',
    ]));

  it.each([[['6b3929c746', '6b3929c799']], [['20261110', '20261111']], [['2026111009', '2026121009']]])(
    'stay whole where they would be called alike, or where digits may be a date: %j',
    (names) => expect(shortVersions(names)).toEqual(names),
  );

  it.each([[['1.4.0', '1.5.1']], [['1.4.0', 'nightly']], [['1.4', '1.5.0']], [['2026.11.0.0', '1.0.0']]])(
    'stay whole beside others: %j',
    (names) => expect(shortVersions(names)).toEqual(names),
  );
});
