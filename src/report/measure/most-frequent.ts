import { sumCounts } from '../../ingest/fields/labels.ts';

/** Error types that are published of a row: a message that differs each time would list every request. */
const mostTypes = 12;

interface Counted {
  readonly type: string;
  readonly count: number;
}

/** The most frequent types of a list in descending order; what is left is one more, so that counts still add up. */
export function mostFrequent(types: readonly Counted[]): readonly Counted[] {
  if (types.length <= mostTypes) return types;
  const shown = types.slice(0, mostTypes - 1);
  return [...shown, { type: '(other errors)', count: sumCounts(types.slice(mostTypes - 1)) }];
}
