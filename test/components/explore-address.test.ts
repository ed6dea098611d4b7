import { describe, expect, it } from 'vitest';
import { fragmentOf, readFragment, type ExploreState } from '../../src/components/explore/explore-address.ts';

const state: ExploreState = {
  page: 'pay',
  key: 'response.p95 "Buy & sell" #1',
  stretch: [2.5, 7.5],
  run: 'run-05',
};

describe('the address of a picture to move through', () => {
  it('gives back what was put into it', () => {
    expect(readFragment(fragmentOf(state))).toEqual(state);
    expect(readFragment(fragmentOf({ ...state, stretch: null, run: null }))).toEqual({
      ...state,
      stretch: null,
      run: null,
    });
  });

  it('is read by hand-written rules: other fragments are none, and a stretch that cannot be is left out', () => {
    expect(readFragment('#explore?page=pay&key=k&runs=1+4&at=r')).toEqual({
      page: 'pay',
      key: 'k',
      stretch: [1, 4],
      run: 'r',
    });
    expect(readFragment('#where')).toBeNull();
    expect(readFragment('#explore?page=pay')).toBeNull();
    for (const runs of ['4+1', 'x+y', '3'])
      expect(readFragment(`#explore?page=p&key=k&runs=${runs}`)?.stretch).toBeNull();
  });
});
