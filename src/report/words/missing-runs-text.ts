import type { MissingRuns } from '../../model/documents/alert.ts';
import { counted } from '../../model/text/counted.ts';
import { formatMoment } from '../../model/text/format.ts';

/** Gaps named one by one. */
const mostNamed = 3;

/** "1 run missing: none between 2026-11-05 04:00 UTC and 2026-11-07 04:00 UTC"; null without a gap. */
export function missingRunsText(gaps: readonly MissingRuns[]): string | null {
  if (gaps.length === 0) return null;
  const runs = gaps.reduce((sum, gap) => sum + gap.runs, 0);
  const named = gaps
    .slice(-mostNamed)
    .toReversed()
    .map(({ from, to }) => `${formatMoment(from)} and ${formatMoment(to)}`);
  const earlier = gaps.length - mostNamed;
  const more = earlier > 0 ? `, and in ${earlier} earlier ${earlier === 1 ? 'stretch' : 'stretches'}` : '';
  return `${counted(runs, 'run')} missing in the last 30 days: none between ${named.join(', between ')}${more}`;
}
