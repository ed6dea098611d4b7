import type { Alert } from '../../model/documents/alert.ts';
import { metricKeys, type OwnIssue } from './own-issue.ts';

/** The share of the metrics that two alerts have in common, of the one with fewer. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const known = new Set(a);
  return b.filter((key) => known.has(key)).length / Math.max(1, Math.min(a.length, b.length));
}

const leastOverlap = 0.5;

/**
 * Issues of alerts that go by a new id: a later run can move the place of a level shift. They are regressions that are
 * no longer found, each with the new one that has at least half of its metrics. By id of the new alert.
 */
export function movedAlerts(
  alerts: readonly Alert[],
  issues: ReadonlyMap<string, OwnIssue>,
): ReadonlyMap<string, OwnIssue> {
  const known = new Set(alerts.map(({ id }) => id));
  const lost = [...issues.values()].filter(
    ({ memory: { id, state } }) => state === 'open' && id.startsWith('regression-') && !known.has(id),
  );
  const fresh = alerts.filter(
    ({ id, kind, state }) => kind === 'regression' && state === 'open' && !issues.has(id),
  );
  const pairs = lost
    .flatMap((issue) =>
      fresh.map((alert) => ({ issue, alert, share: overlap(issue.memory.told, metricKeys(alert)) })),
    )
    .filter(({ share }) => share >= leastOverlap)
    .toSorted((a, b) => b.share - a.share);
  const moved = new Map<string, OwnIssue>();
  for (const { issue, alert } of pairs)
    if (!moved.has(alert.id) && ![...moved.values()].includes(issue)) moved.set(alert.id, issue);
  return moved;
}
