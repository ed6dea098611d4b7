import type { CommitRange } from '../../model/documents/commit-range-schema.ts';
import { counted } from '../../model/text/counted.ts';

/** A whole hash is cut to ten digits; tags and short hashes stay. */
export const shortCommit = (commit: string): string =>
  /^[0-9a-f]{40,}$/i.test(commit) ? commit.slice(0, 10) : commit;

/** "4f2a9c1..9b1d0e7 (8 commits)"; null unless both commits are known and differ. */
export function commitRangeText({ from, to, count }: CommitRange): string | null {
  if (from === null || to === null || from === to) return null;
  const size = count == null ? '' : ` (${counted(count, 'commit')})`;
  return `${shortCommit(from)}..${shortCommit(to)}${size}`;
}
