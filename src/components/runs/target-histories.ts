import { achievedText } from '../../report/targets/achieved-text.ts';
import { sparkline } from '../../charts/trends/sparkline.ts';
import { formatMetric } from '../../model/text/format.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { placeName } from '../../report/words/headline.ts';
import { toneOf } from '../../report/words/report-head.ts';
import { boundText } from '../../report/targets/targets.ts';

/** How a target fared over the runs, and where it stands. */
export interface TargetHistory {
  readonly label: string;
  readonly wanted: string;
  readonly achieved: string;
  readonly place: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly spark: string | null;
}

/** More runs than this are no longer a line that an eye can follow. */
const mostRuns = 60;

/** The targets of the newest run, with their worst figures of the latest runs, oldest first. */
export function targetHistories(reports: readonly RunReport[]): TargetHistory[] {
  const latest = reports.at(-1);
  if (latest === undefined) return [];
  const shown = reports.slice(-mostRuns);
  return latest.targets.map((target) => {
    const values = shown.map(({ targets }) => targets.find(({ id }) => id === target.id)?.achieved ?? null);
    const known = values.filter((value) => value !== null);
    const place = target.scenario === null && target.endpoint === null ? '' : placeName(latest, target);
    return {
      label: target.label,
      wanted: boundText(target.bound, target),
      achieved: achievedText(target),
      place,
      verdict: target.verdict,
      tone: toneOf(target.verdict),
      spark: sparkline(values, {
        bound: target.bound.value,
        label: `${target.label} over ${known.length} runs: from ${formatMetric(known[0] ?? null, target)} to ${formatMetric(known.at(-1) ?? null, target)}`,
      }),
    };
  });
}
