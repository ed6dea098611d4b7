import type { DiffRun } from '../model/documents/diff.ts';
import { largest } from '../model/long-lists.ts';
import { changedMetrics } from './changed.ts';

/** What a reader of one repeat would miss of another, beside the values. */
const circumstances = (run: DiffRun): readonly unknown[] => {
  const { base, comparable, configuration, unseen = [], unjudged = [], vanished = [], appeared = [] } = run;
  return [base, comparable, configuration, unseen, unjudged, vanished, appeared];
};

/** What a reviewer must see first: proven regressions, missed targets, possible regressions, then the largest of them. */
function weights(run: DiffRun): readonly number[] {
  const worse = changedMetrics(run).filter(({ verdict }) => verdict === 'worse');
  const proven = worse.filter(({ certainty }) => certainty === 'confirmed').length;
  const missed = run.targets.filter(({ head }) => head === 'not met').length;
  return [
    proven,
    missed,
    worse.length,
    largest([0, ...worse.map(({ relative }) => Math.abs(relative ?? 0))]),
  ];
}

const isHeavier = (a: DiffRun, b: DiffRun): boolean => {
  const [left, right] = [weights(a), weights(b)];
  const at = left.findIndex((value, i) => value !== right[i]);
  return at >= 0 && (left[at] ?? 0) > (right[at] ?? 0);
};

/**
 * Repeats of one build are one fact. Of those with the same baseline, configuration and gaps, the run with the most
 * regressions shows the build (of equal ones that with the largest, else the latest); the others name it in `repeatOf`.
 */
export function markRepeats(entries: readonly DiffRun[], buildOf: (run: string) => string): DiffRun[] {
  const groups = Map.groupBy(entries, (run) => JSON.stringify([buildOf(run.head), circumstances(run)]));
  const shownBy = new Map<string, string>();
  for (const group of groups.values()) {
    const shown = group.reduce((best, next) => (isHeavier(best, next) ? best : next));
    for (const { head } of group) if (head !== shown.head) shownBy.set(head, shown.head);
  }
  return entries.map((entry) => {
    const repeatOf = shownBy.get(entry.head);
    return repeatOf === undefined ? entry : { ...entry, repeatOf };
  });
}
