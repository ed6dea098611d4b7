import type { Alert } from '../../model/documents/alert.ts';
import { counted } from '../../model/text/counted.ts';
import { formatChange } from '../../model/text/format.ts';

/** What an alert has beyond the last comment. `size` is its largest change, if that has grown. */
export function worseText({ kind }: Alert, added: number, size: number | null): string {
  const what = kind === 'vanished' ? 'endpoint' : 'metric';
  const reasons = [
    ...(added > 0 ? [counted(added, `more ${what}`)] : []),
    ...(size === null ? [] : [`the largest change is now ${formatChange(size).replace(/^\+/, '')}`]),
  ];
  return `Worse: ${reasons.join(', and ')}.`;
}

/** Why an issue is closed. `state` is null if the alert is no longer found. */
export function closedText(state: Alert['state'] | null, id: string): string {
  if (state === 'accepted') return 'Accepted: an annotation accepts or explains it.';
  if (state === 'recovered' && id.startsWith('vanished-'))
    return 'Recovered: the endpoints are measured again.';
  if (state === 'recovered' && id.startsWith('objective-')) return 'Recovered: the objective is met again.';
  if (state === 'recovered') return 'Recovered: the old level is back, and enough runs confirm it.';
  if (id.startsWith('overdue-')) return 'A run was added, or none is expected any more.';
  if (id.startsWith('vanished-')) return 'No longer found: the history shows no such absence any more.';
  if (id.startsWith('objective-')) return 'No longer found: the objective was changed, or the runs were.';
  return 'No longer found: with the runs since then, the history shows no such level shift.';
}

/** How the alerts of a shared issue changed; null if they did not. */
export function sharedText(added: number, gone: number): string | null {
  const parts = [
    ...(added > 0 ? [counted(added, 'more alert')] : []),
    ...(gone > 0 ? [`${counted(gone, 'alert')} closed`] : []),
  ];
  return parts.length === 0 ? null : `${parts.join(', ')}.`;
}
