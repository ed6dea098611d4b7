import { expect, test } from 'vitest';
import { basisText, rowBasis, withReason, type Basis } from '../../src/model/text/basis.ts';

const basis: Basis = {
  evidence: 'history of 18 runs in 6 sessions',
  details: ['91% of the run-to-run variance is between repeats, 9% between sessions'],
};
const thin = { id: 'few-beyond-percentile', text: '6 requests lie beyond this percentile' } as const;

test('a basis in full has its evidence, its details and its reasons', () => {
  expect(basisText({ evidence: 'history of 3 runs' })).toBe('history of 3 runs');
  expect(basisText(withReason(basis, thin))).toBe(
    'history of 18 runs in 6 sessions; 91% of the run-to-run variance is between repeats, 9% between sessions; 6 requests lie beyond this percentile',
  );
});

test('a row leaves out the details, and what the whole table says', () => {
  expect(rowBasis(basis)).toBe('history of 18 runs in 6 sessions');
  const many = { id: 'many-metrics', text: 'it may be chance' } as const;
  expect(rowBasis(withReason(withReason(basis, thin), many))).toBe(
    'history of 18 runs in 6 sessions; 6 requests lie beyond this percentile',
  );
  const common = withReason(basis, { id: 'common-change', text: 'not after the median change' });
  expect(rowBasis(common)).toBe('history of 18 runs in 6 sessions; not after the median change');
  expect(rowBasis(common, true)).toBe('history of 18 runs in 6 sessions');
});
