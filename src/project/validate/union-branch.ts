import type { Issue } from '../../model/text/issue-text.ts';
import { largest } from '../../model/long-lists.ts';

/** The branch of a union that explains the error best; null if none is closer than the others. */
export function meantBranch({ errors }: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | null {
  // The branch whose error is deepest, else the only branch of the value's type.
  const furthest = errors.reduce<readonly Issue[]>(
    (best, next) => (deepest(next) > deepest(best) ? next : best),
    [],
  );
  if (deepest(furthest) > 0) return furthest;
  const ofType = errors.filter((issues) => issues.every(({ code }) => code !== 'invalid_type'));
  return ofType.length === 1 ? (ofType[0] ?? null) : null;
}

const deepest = (issues: readonly Issue[]): number =>
  Math.max(0, largest(issues.map((issue) => issue.path.length)));
