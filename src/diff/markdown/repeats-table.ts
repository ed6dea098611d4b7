import type { BlockContent } from 'mdast';
import type { DiffRun } from '../../model/documents/diff.ts';
import { changeCounts, quietCounts } from '../../model/text/verdict-wording.ts';
import { foldedChanges } from '../../report/folded-changes.ts';
import { changedMetrics } from '../changed.ts';
import { tableOf, type Cell } from './cell-table.ts';
import { name } from './foreign.ts';
import { changePhrase } from './lead.ts';

/** The targets that a run misses, by name. */
const missedTargets = ({ targets }: DiffRun): Cell =>
  targets
    .filter(({ head }) => head === 'not met')
    .flatMap(({ id, label }, i) => [
      ...(i === 0 ? [] : [{ type: 'text' as const, value: ', ' }]),
      name(label ?? id),
    ]);

/** Repeats of a build: what each shows, its largest change, and the targets that it misses. */
export function repeatsTable(repeats: readonly DiffRun[]): BlockContent {
  return tableOf(
    ['Repeat', 'Changes', 'Largest', 'Targets not met'],
    [false, false, false, false],
    repeats.map((run) => {
      const changed = changedMetrics(run);
      const [largest] = foldedChanges(changed);
      return [
        name(run.head),
        changed.length === 0 ? quietCounts(run.metrics) : changeCounts(changed),
        largest === undefined ? '' : changePhrase(largest.main),
        missedTargets(run),
      ];
    }),
  );
}
