import type { Bound } from '../../stats/target-verdict.ts';
import type { MdxElement } from './parse-mdx.ts';

/** The attributes that bound a claim; it has exactly one of them. */
export const boundProps = ['below', 'atMost', 'above', 'atLeast'] as const;

/** The bound of a claim; null without a numeric one. */
export function claimBound({ props }: MdxElement): Bound | null {
  for (const op of boundProps) {
    const value = props[op];
    if (typeof value === 'number') return { op, value };
  }
  return null;
}
