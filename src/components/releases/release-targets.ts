import type { RunReport, TargetResult } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { noValue } from '../../model/text/format.ts';
import { achievedText, hasAchieved } from '../../report/targets/achieved-text.ts';
import { boundText } from '../../report/targets/targets.ts';
import { toneOf } from '../../report/words/report-head.ts';

/** A target in one release. */
interface Reached {
  readonly achieved: string;
  readonly verdict: string;
  readonly tone: Tone;
}

/** A target in a release and in the one before. */
export interface ReleaseTarget {
  readonly label: string;
  readonly bound: string;
  readonly now: Reached;
  /** Null if there is no release before, or it had no such target. */
  readonly before: Reached | null;
}

const reached = (target: TargetResult): Reached => ({
  achieved: hasAchieved(target) ? achievedText(target) : noValue,
  verdict: target.verdict,
  tone: toneOf(target.verdict),
});

/** The targets of a release, each beside the release before. */
export function releaseTargets(now: RunReport, before: RunReport | null): ReleaseTarget[] {
  return now.targets.map((target) => {
    const former = before?.targets.find(({ id }) => id === target.id);
    return {
      label: target.label,
      bound: boundText(target.bound, target),
      now: reached(target),
      before: former === undefined ? null : reached(former),
    };
  });
}
