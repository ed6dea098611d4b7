import type { Alert } from '../../model/documents/alert.ts';
import { alertIssue, sharedIssue, type IssueText } from '../../diff/markdown/alert-markdown.ts';
import { closedText, sharedText, worseText } from './comment-text.ts';
import { keyOf, memoryOf, sharedId, textOf, withMemory, type Memory } from './issue-marker.ts';
import { metricKeys, tellable, type OwnIssue } from './own-issue.ts';
import { movedAlerts } from './moved-alerts.ts';
import type { TrackedIssue } from './issue-tracker.ts';
import { largest } from '../../model/long-lists.ts';

/** One thing to do about an issue. */
export interface SyncAction {
  /** The issue; null for a new one. */
  readonly issue: number | null;
  readonly title: string;
  /** With what it remembers. */
  readonly body: string;
  /** To open or close it; undefined to leave it as it is. */
  readonly isOpen?: boolean;
  /** Written before the issue changes, once: `number` says which of its comments it is. */
  readonly comment?: { readonly number: number; readonly text: string };
}

/** An alert is worse once its largest change has grown by half, or has more metrics. */
const worseBy = 1.5;

const sizeOf = ({ metrics }: Alert): number =>
  Math.max(0, largest(metrics.map(({ relative }) => Math.abs(relative ?? 0))));

const hashOf = ({ title, body }: IssueText): string => keyOf(title, body);

type Facts = Pick<Memory, 'id' | 'told' | 'size'>;

function created(text: IssueText, facts: Facts): SyncAction {
  const memory: Memory = { ...facts, state: 'open', comments: 0, text: hashOf(text) };
  return { issue: null, title: text.title, body: withMemory(memory, text.body) };
}

/** How an issue changes; null if it does not. */
function changed(
  { number, title, body, memory }: OwnIssue,
  text: IssueText,
  { facts, comment, isOpen }: { facts?: Facts; comment?: string | null; isOpen?: boolean },
): SyncAction | null {
  const comments = memory.comments + (comment == null ? 0 : 1);
  const state = isOpen === undefined ? memory.state : isOpen ? 'open' : 'closed';
  const next: Memory = { ...memory, ...facts, state, comments, text: hashOf(text) };
  if (withMemory(next, '') === withMemory(memory, '')) return null;
  const isSameText = next.text === memory.text;
  return {
    issue: number,
    title: isSameText ? title : text.title,
    body: withMemory(next, isSameText ? textOf(body) : text.body),
    ...(isOpen === undefined ? {} : { isOpen }),
    ...(comment == null ? {} : { comment: { number: comments, text: comment } }),
  };
}

/** What an open alert changes about its issue. One that a person closed stays closed, without comments. */
function followed(issue: OwnIssue, alert: Alert): SyncAction | null {
  const { memory, isOpen } = issue;
  const [keys, size] = [metricKeys(alert), sizeOf(alert)];
  const added = keys.filter((key) => !memory.told.includes(key)).length;
  const hasGrown = memory.size > 0 && size >= memory.size * worseBy;
  const isWorse = isOpen && (added > 0 || hasGrown);
  const told = isWorse
    ? { told: tellable([...memory.told, ...keys]), size: Math.max(size, memory.size) }
    : { told: memory.told, size: memory.size };
  return changed(issue, alertIssue(alert), {
    facts: { id: alert.id, ...told },
    comment: isWorse ? worseText(alert, added, hasGrown ? size : null) : null,
  });
}

/** What becomes of the issue of an alert that is closed, or is not found any more (null). */
function closed(issue: OwnIssue, alert: Alert | null): SyncAction | null {
  const text = alert === null ? { title: issue.title, body: textOf(issue.body) } : alertIssue(alert);
  return changed(issue, text, {
    isOpen: false,
    comment: issue.isOpen ? closedText(alert?.state ?? null, issue.memory.id) : null,
  });
}

const reopened = (issue: OwnIssue, alert: Alert): SyncAction | null =>
  changed(issue, alertIssue(alert), {
    isOpen: true,
    facts: { id: alert.id, told: metricKeys(alert), size: sizeOf(alert) },
    comment: 'It is back: the alert is open again.',
  });

/** The issue that alerts share: opened, updated, or closed when none of them is left. */
function shared(issue: OwnIssue | undefined, members: readonly Alert[]): SyncAction | null {
  const told = tellable(members.map(({ id }) => keyOf(id)));
  const facts = { id: sharedId, told, size: 0 };
  if (issue === undefined) return members.length === 0 ? null : created(sharedIssue(members), facts);
  if (members.length === 0) {
    const text = { title: issue.title, body: textOf(issue.body) };
    const comment = issue.isOpen ? 'All of these alerts are closed.' : null;
    return changed(issue, text, { facts, isOpen: false, comment });
  }
  const added = told.filter((key) => !issue.memory.told.includes(key)).length;
  const gone = issue.memory.told.filter((key) => !told.includes(key)).length;
  return changed(issue, sharedIssue(members), {
    facts,
    comment: added > 0 || issue.isOpen ? sharedText(added, gone) : null,
    ...(added > 0 && { isOpen: true }),
  });
}

/** Our issues among those with the label, one per alert: the oldest. */
function ownIssues(issues: readonly TrackedIssue[]): { byId: Map<string, OwnIssue>; shared?: OwnIssue } {
  const own = issues.flatMap((issue): OwnIssue[] => {
    const memory = memoryOf(issue.body);
    return memory === null ? [] : [{ ...issue, memory }];
  });
  const oldestFirst = own.toSorted((a, b) => a.number - b.number);
  const [some, shares] = [
    oldestFirst.filter(({ memory }) => memory.id !== sharedId),
    oldestFirst.find(({ memory }) => memory.id === sharedId && memory.state === 'open'),
  ];
  // The oldest comes last, so that it stays.
  const byId = new Map(some.toReversed().map((issue) => [issue.memory.id, issue]));
  return { byId, ...(shares === undefined ? {} : { shared: shares }) };
}

/**
 * What to do so that the issues of a repository say what the alerts do: one issue per open alert, at most `most`, and
 * one more that all further alerts share. Planning again after it was done gives nothing to do.
 */
export function planSync(
  alerts: readonly Alert[],
  issues: readonly TrackedIssue[],
  most: number,
): SyncAction[] {
  const { byId, shared: shares } = ownIssues(issues);
  const moved = movedAlerts(alerts, byId);
  const issueOf = (alert: Alert): OwnIssue | undefined => byId.get(alert.id) ?? moved.get(alert.id);
  const isFollowed = (alert: Alert): boolean => issueOf(alert)?.memory.state === 'open';
  const isSharing = ({ id }: Alert): boolean => shares?.memory.told.includes(keyOf(id)) ?? false;

  const open = alerts.filter(({ state }) => state === 'open');
  const kept = open.filter(isFollowed);
  const sharing = open.filter((alert) => !isFollowed(alert) && isSharing(alert));
  const fresh = open.filter((alert) => !isFollowed(alert) && !isSharing(alert));
  const taken = kept.filter((alert) => issueOf(alert)?.isOpen).length;
  const fits = taken + fresh.length <= most;

  const keptIssues = new Set(kept.map(issueOf));
  const stateOf = new Map(alerts.map((alert) => [alert.id, alert]));
  const left = [...byId.values()].filter((issue) => issue.memory.state === 'open' && !keptIssues.has(issue));
  const begin = (alert: Alert): SyncAction | null => {
    const issue = issueOf(alert);
    const facts = { id: alert.id, told: metricKeys(alert), size: sizeOf(alert) };
    return issue === undefined ? created(alertIssue(alert), facts) : reopened(issue, alert);
  };
  return [
    ...left.map((issue) => closed(issue, stateOf.get(issue.memory.id) ?? null)),
    ...kept.flatMap((alert) => {
      const issue = issueOf(alert);
      return issue === undefined ? [] : followed(issue, alert);
    }),
    ...(fits ? fresh.map(begin) : []),
    shared(shares, fits ? sharing : [...sharing, ...fresh]),
  ].filter((action) => action !== null);
}
