import type { IngestWarning } from '../../model/documents/digest.ts';
import { counted } from '../../model/text/counted.ts';

/** Samples that started within a stretch of time, and the line of the first that was read. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
  readonly line: number | null;
}

/** A pause in a test may last a night; rows that are further from all others are worth a look. */
const farMs = 86_400_000;

/** Rows are far from "all others" only if they are few: at most this share. */
const fewShare = 0.05;

/** Stretches joined wherever no more than a day lies between them, by time. */
function groupsOf(stretches: readonly Stretch[]): Stretch[] {
  const groups: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = groups.at(-1);
    if (last === undefined || next.fromMs - last.toMs > farMs) groups.push(next);
    else
      groups[groups.length - 1] = {
        fromMs: last.fromMs,
        toMs: Math.max(last.toMs, next.toMs),
        count: last.count + next.count,
        line: firstLine(last.line, next.line),
      };
  }
  return groups;
}

const firstLine = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** A warning per group of a few rows whose times are more than a day from all others: mostly a damaged time. */
export function farRowWarnings(stretches: readonly Stretch[]): IngestWarning[] {
  const groups = groupsOf(stretches);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const [most] = groups.toSorted((a, b) => b.count - a.count);
  return groups
    .filter((group) => group !== most && group.count <= fewShare * total)
    .map((group) => warningOf(group, most ?? group));
}

function warningOf({ fromMs, toMs, count, line }: Stretch, most: Stretch): IngestWarning {
  const gapMs = Math.max(most.fromMs - toMs, fromMs - most.toMs);
  const rows = count === 1 ? 'The time of 1 row' : `The times of ${count} rows`;
  return {
    code: 'rows-far-apart',
    message: `${rows}, ${momentText(fromMs)}, ${count === 1 ? 'is' : 'are'} ${counted(Math.round(gapMs / farMs), 'day')} from all others. Correct or remove ${count === 1 ? 'it' : 'them'} if this is a mistake.`,
    ...(line === null ? {} : { line }),
  };
}

/** The moment without its zone letter; damaged times may lie outside what a clock can show. */
const momentText = (ms: number): string =>
  Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().slice(0, 19).replace('T', ' ') : String(ms);
