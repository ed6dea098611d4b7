import type { Alert } from '../../model/documents/alert.ts';
import { keyOf, type Memory } from './issue-marker.ts';
import type { TrackedIssue } from './issue-tracker.ts';

/** An issue that a sync wrote. */
export interface OwnIssue extends TrackedIssue {
  readonly memory: Memory;
}

/** More keys than this are not remembered: the text of an issue has a limit. */
const mostTold = 1_000;

/** Keys as an issue remembers them. */
export const tellable = (keys: Iterable<string>): string[] =>
  [...new Set(keys)].toSorted().slice(0, mostTold);

/** The metrics of an alert, as its issue remembers them. */
export const metricKeys = ({ metrics }: Pick<Alert, 'metrics'>): string[] =>
  tellable(metrics.map(({ metric, scenario, endpoint }) => keyOf(metric, scenario, endpoint)));
