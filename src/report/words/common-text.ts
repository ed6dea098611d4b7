import { formatChange, formatChangeRange } from '../../model/text/format.ts';
import { nounsOf, type RunKind } from '../../model/run-kind.ts';
import type { CommonChange } from '../../model/run-report.ts';

/** The shift, as reports and as diffs state it. */
interface CommonShift extends Pick<
  CommonChange,
  'relative' | 'verdict' | 'certainty' | 'control' | 'confirmedBy'
> {
  readonly interval: readonly [number, number] | null;
}

/** The sentence of a report's shift; null where there is none or nothing is called. */
export function reportedCommonText(common: CommonChange | null | undefined, kind: RunKind): string | null {
  if (!common) return null;
  const { lower, upper } = common.interval ?? { lower: null, upper: null };
  return commonText({ ...common, interval: lower === null || upper === null ? null : [lower, upper] }, kind);
}

/** "Every endpoint was 58% slower", "possibly" where it is suspected; for headings; null where nothing is called. */
export function commonHeadline(
  { relative, verdict, certainty }: Omit<CommonShift, 'interval' | 'control'>,
  kind: RunKind = 'load',
): string | null {
  if (certainty === null) return null;
  const possibly = certainty === 'suspected' ? 'possibly ' : '';
  return `Every ${nounsOf(kind).subject} was ${possibly}${sizeOf(relative)} ${verdict === 'worse' ? 'slower' : 'faster'}`;
}

/** The size of a change without its sign: "8%". */
const sizeOf = (relative: number): string =>
  formatChange(relative)
    .replace(/^[+−-]/, '')
    .replace(/×(.*)$/, '$1 times');

/**
 * What all endpoints of a run share of their change, in a sentence; null where nothing is called. Without a control
 * a slower machine looks like slower code, so it ends with what would.
 */
export function commonText(shift: CommonShift, kind: RunKind = 'load'): string | null {
  const text = commonSentence(shift, kind);
  return text === null || shift.control || shift.certainty === 'confirmed'
    ? text
    : `${text} This may be the machine or the code: measure again at another time, or add a control scenario.`;
}

const reasons: Readonly<Record<NonNullable<CommonChange['confirmedBy']>, string>> = {
  size: ', far beyond what the machine has done before',
  sessions: ' in more than one session',
};

/** The same without the advice, for places that say what to do. */
export function commonSentence(
  { relative, interval, verdict, certainty, control, confirmedBy }: CommonShift,
  kind: RunKind = 'load',
): string | null {
  if (certainty === null) return null;
  const way = verdict === 'worse' ? 'slower' : 'faster';
  const bounds = interval === null ? '' : ` (95% interval ${formatChangeRange(...interval)})`;
  const possibly = certainty === 'suspected' ? 'possibly ' : '';
  const shift = `Every ${nounsOf(kind).subject} of this run was ${possibly}${sizeOf(relative)} ${way}${bounds}`;
  if (control)
    return `${shift}, after subtracting the change of the control${certainty === 'confirmed' ? ': confirmed' : ''}.`;
  return certainty === 'confirmed'
    ? `${shift}: confirmed${confirmedBy === undefined ? '' : reasons[confirmedBy]}.`
    : `${shift}.`;
}
