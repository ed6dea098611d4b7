import type { Bound } from '../../stats/target-verdict.ts';
import type { MdxElement } from './parse-mdx.ts';

/** The attributes of a claim that bound its figure; it has one of them. */
export const boundProps = ['below', 'atMost', 'above', 'atLeast'] as const;

/** The bound of a claim; null where it has none that is a number. */
export function claimBound({ props }: MdxElement): Bound | null {
  for (const op of boundProps) {
    const value = props[op];
    if (typeof value === 'number') return { op, value };
  }
  return null;
}
