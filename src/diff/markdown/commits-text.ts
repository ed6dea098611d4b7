import type { PhrasingContent } from 'mdast';
import type { CommitRange } from '../../model/documents/commit-range-schema.ts';
import { counted } from '../../model/text/counted.ts';
import { plain } from '../../report/markdown/nodes.ts';
import { shortCommit } from '../../report/words/commit-range-text.ts';
import { name } from './foreign.ts';

/** The commits of two runs with a link that compares them; empty unless both are known and differ. */
export function commitsText({ from, to, url, count }: CommitRange): PhrasingContent[] {
  if (from === null || to === null || from === to) return [];
  const link: PhrasingContent[] =
    url === null ? [] : [plain(', '), { type: 'link', url, children: [plain('compare')] }];
  const size = count == null ? [] : [plain(`, ${counted(count, 'commit')}`)];
  return [name(shortCommit(from)), plain('..'), name(shortCommit(to)), ...size, ...link];
}
