import type { Verdict } from '../../model/run-report.ts';
import { counted } from '../../model/text/counted.ts';

/** What a run did, by its verdict, and what several did. */
const phrases: Readonly<Record<Verdict, readonly [one: string, several: string]>> = {
  met: ['met all targets', 'met all targets'],
  'not met': ['missed a target', 'missed a target'],
  inconclusive: ['was inconclusive', 'were inconclusive'],
  'not measured': ['measured no target', 'measured no target'],
};

const order = Object.keys(phrases) as Verdict[];
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * What the first page adds to a heading about the latest run, if runs of its build came to different verdicts: "The latest run
 * met all targets. Of all 6 runs of this build, 4 met all targets and 2 were inconclusive." Null if all agree.
 */
export function repeatsSentence(latest: Verdict, ofBuild: readonly Verdict[]): string | null {
  const counts = order.flatMap((verdict) => {
    const count = ofBuild.filter((one) => one === verdict).length;
    return count === 0 ? [] : `${count} ${phrases[verdict][count === 1 ? 0 : 1]}`;
  });
  if (counts.length < 2) return null;
  return `The latest run ${phrases[latest][0]}. Of all ${counted(ofBuild.length, 'run')} of this build, ${list.format(counts)}.`;
}
