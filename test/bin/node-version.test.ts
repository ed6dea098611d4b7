import { describe, expect, it } from 'vitest';
import { admits, rangeText } from '../../bin/node-version.mjs';

const range = '^22.19.0 || >=24.3.0';

describe('admits', () => {
  it.each(['22.19.0', 'v22.19.0', '22.20.1', '22.19.3', '24.3.0', 'v24.10.2', '25.0.0', '26.10.0'])(
    'admits %s',
    (version) => expect(admits(version, range)).toBe(true),
  );

  it.each(['18.20.8', 'v20.20.2', '22.9.0', '22.18.9', '23.11.1', '24.0.0', '24.2.9'])(
    'rejects %s',
    (version) => expect(admits(version, range)).toBe(false),
  );

  it('rejects a form of range that it does not know', () => {
    expect(() => admits('22.19.0', '22.x')).toThrow('"22.x"');
    expect(() => admits('20.0.0', '^22.19.0 || ~24')).toThrow('"~24"');
  });
});

describe('rangeText', () => {
  it('says a range in words', () => {
    expect(rangeText(range)).toBe('22.19 or a later 22, or 24.3 or later');
    expect(rangeText('>=26.0.0')).toBe('26.0 or later');
  });
});
