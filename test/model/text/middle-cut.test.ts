import { describe, expect, it } from 'vitest';
import { middleCut } from '../../../src/model/text/middle-cut.ts';

describe('a name in a sentence', () => {
  it('is whole up to its most letters', () => expect(middleCut('GET /pay', 8)).toBe('GET /pay'));

  it('loses its middle beyond, not its ends', () => {
    const cut = middleCut(`GET /customers/${'x'.repeat(200)}/lines-007`);
    expect(cut).toHaveLength(90);
    expect(cut).toMatch(/^GET \/customers\/x+…x+\/lines-007$/);
  });
});
