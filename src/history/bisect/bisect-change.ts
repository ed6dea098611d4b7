import { at } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Bisect, BisectCommit } from '../../model/documents/bisect.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import {
  firstChangedProbabilities,
  mostTelling,
  sessionsPerCommit,
  varianceOfLevels,
  type BisectionValues,
} from '../../stats/bisection.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { mean } from '../../stats/moments.ts';
import { median } from '../../stats/robust.ts';
import { isComparedByDifference } from '../trends/history-analysis.ts';
import { measuredParts, type MeasuredParts } from './bisect-values.ts';
import type { FoundChange } from './find-change.ts';

/** What a change is narrowed down with. `runs` are all dated ones, in order. */
export interface BisectSources {
  readonly runs: readonly RunMeasures[];
  readonly annotations: readonly Annotation[];
  /** The commits after the last run before the change, up to that of the first run after it; oldest first. */
  readonly candidates: readonly { readonly commit: string; readonly subject: string }[];
  /** How many commits to measure at once. */
  readonly atOnce: number;
}

/** What `bisect` finds out, without what git and the repository say of the range. */
export type Bisection = Pick<Bisect, 'candidates' | 'sessionsPerCommit' | 'isTooNoisy' | 'next' | 'firstBad'>;

/** From here on a commit is named as the first bad one. */
const sure = 0.95;

/** The scale on which the change is a difference: logarithms, unless a share or a value of 0 or less is among them. */
function onScale({ before, after, between }: MeasuredParts, isDifference: boolean): BisectionValues {
  const parts = [before, after, ...between].map(({ values }) => values);
  const isLog = !isDifference && parts.flat().every((value) => value > 0);
  const [first = [], second = [], ...others] = parts.map((values) =>
    isLog ? values.map((value) => Math.log(value)) : values,
  );
  return { before: first, after: second, between: others };
}

/** True if a commit's mean is beyond the 99% range of what a mean of so many sessions is on either level. */
function isOnNeither(values: readonly number[], { before, after }: BisectionValues): boolean {
  const { variance, df } = varianceOfLevels({ before, after });
  if (values.length === 0 || df <= 0) return false;
  const isOff = (level: readonly number[]): boolean => {
    const error = Math.sqrt(variance * (1 / values.length + 1 / level.length));
    return Math.abs(mean(values) - mean(level)) > studentQuantile(0.995, df) * error;
  };
  return isOff(before) && isOff(after);
}

/**
 * Narrows a level shift down to a commit: how probable each one is by the runs measured so far, and which ones to
 * measure next. Nothing is probable before both levels have three sessions together.
 */
export function bisectChange(found: FoundChange, sources: BisectSources): Bisection {
  const { candidates, runs, annotations, atOnce } = sources;
  const inner = candidates.slice(0, -1).map(({ commit }) => commit);
  const parts = measuredParts(found, inner, runs, annotations);
  const values = onScale(parts, isComparedByDifference(found.change));
  const isKnown = values.before.length > 0 && values.after.length > 0;
  const wanted = isKnown ? sessionsPerCommit(values) : null;
  if (candidates.length === 0) return { candidates: [], ...needed(wanted), next: [], firstBad: null };
  const probabilities =
    isKnown && values.before.length + values.after.length > 2
      ? firstChangedProbabilities(values)
      : candidates.map(() => 1 / candidates.length);
  const listed = candidates.map(({ commit, subject }, i): BisectCommit => {
    const part = parts.between[i] ?? { runs: [], values: [] };
    return {
      commit,
      subject,
      probability: at(probabilities, i),
      runs: [...part.runs],
      value: part.values.length === 0 ? null : median(part.values),
      isOnNeitherLevel: isOnNeither(values.between[i] ?? [], values),
    };
  });
  const likeliest = listed.reduce((a, b) => (b.probability > a.probability ? b : a));
  if (likeliest.probability >= sure)
    return {
      candidates: listed,
      ...needed(wanted),
      next: [],
      firstBad: { commit: likeliest.commit, probability: likeliest.probability },
    };
  const next = mostTelling(probabilities, atOnce).map((i) => {
    const done = at(values.between, i).length;
    const left = wanted === null || wanted === Infinity ? 1 : wanted - done;
    return { commit: at(listed, i).commit, sessions: Math.max(1, left) };
  });
  return { candidates: listed, ...needed(wanted), next, firstBad: null };
}

const needed = (sessions: number | null): Pick<Bisect, 'sessionsPerCommit' | 'isTooNoisy'> => ({
  sessionsPerCommit: sessions === Infinity ? null : sessions,
  isTooNoisy: sessions === Infinity,
});
