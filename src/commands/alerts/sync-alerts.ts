import type { Alert } from '../../model/documents/alert.ts';
import type { AlertRules } from '../../model/documents/alert-rules.ts';
import { counted } from '../../model/text/counted.ts';
import { Refusal } from '../../project/refusal.ts';
import { commentMarker } from './issue-marker.ts';
import type { IssueTracker } from './issue-tracker.ts';
import { planSync, type SyncAction } from './plan-sync.ts';

type Tracker = IssueTracker | null;

/** What an action does: "comment on and close issue 3", without its title. */
function verbOf({ issue, isOpen, comment }: SyncAction): { doing: string; done: string } {
  if (issue === null) return { doing: 'open', done: 'Opened' };
  const [doing, done] =
    isOpen === undefined ? ['update', 'Updated'] : isOpen ? ['reopen', 'Reopened'] : ['close', 'Closed'];
  return comment === undefined
    ? { doing, done }
    : { doing: `comment on and ${doing}`, done: `Commented on and ${done.toLowerCase()}` };
}

const toldOf = (title: string, { comment }: SyncAction): string =>
  comment === undefined ? title : `${title}\n  ${comment.text}`;

/** Writes a comment, unless an earlier sync that was interrupted has written it. */
async function commentOnce(tracker: IssueTracker, issue: number, { comment }: SyncAction): Promise<void> {
  if (comment === undefined) return;
  const marker = commentMarker(comment.number);
  const existing = await tracker.comments(issue);
  if (existing.some((body) => body.startsWith(marker))) return;
  await tracker.comment(issue, `${marker}\n${comment.text}`);
}

async function carryOut(
  tracker: IssueTracker,
  action: SyncAction,
  { labels, assignees }: AlertRules,
): Promise<string> {
  const { issue, title, body, isOpen } = action;
  const { done } = verbOf(action);
  if (issue === null) {
    const number = await tracker.create({ title, body, labels, assignees });
    return `${done} issue ${number}: ${title}`;
  }
  await commentOnce(tracker, issue, action);
  await tracker.update(issue, { title, body, ...(isOpen === undefined ? {} : { isOpen }) });
  return `${done} issue ${issue}: ${toldOf(title, action)}`;
}

function wouldDo(action: SyncAction): string {
  const { doing } = verbOf(action);
  const { issue, title, body } = action;
  const line = `Would ${doing} ${issue === null ? 'an issue' : `issue ${issue}`}: ${toldOf(title, action)}`;
  // A body begins with a comment that nobody sees.
  const shown = body.replace(/<!--[^]*?-->/g, '').trim();
  const text = shown.split('\n').map((one) => (one === '' ? '' : `  ${one}`));
  return issue === null ? [line, ...text].join('\n') : line;
}

/** Inputs of `syncAlerts`. Without a tracker, nothing is known of any issue. */
export interface SyncRequest {
  readonly alerts: readonly Alert[];
  readonly rules: AlertRules;
  readonly tracker: Tracker;
  readonly isDryRun: boolean;
}

/**
 * Makes the issues of a repository say what the alerts do, and reports each change by `out`, one per line. Throws a
 * Refusal if the service fails; what was done until then stays, and the next sync does the rest.
 */
export async function syncAlerts(
  { alerts, rules, tracker, isDryRun }: SyncRequest,
  out: (line: string) => void,
): Promise<void> {
  const actions = planSync(alerts, (await tracker?.list()) ?? [], rules.most);
  if (actions.length === 0) out('The issues are up to date.');
  for (const [i, action] of actions.entries())
    if (isDryRun || tracker === null) out(wouldDo(action));
    else
      try {
        out(await carryOut(tracker, action, rules));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new Refusal(
          `${error.message} ${i} of ${counted(actions.length, 'change')} made.`,
          `${error.hint ?? ''} The next sync makes the remaining changes.`.trim(),
        );
      }
}
