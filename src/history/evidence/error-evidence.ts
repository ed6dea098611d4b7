import { counted } from '../../model/text/counted.ts';
import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { compareErrorRates } from '../../stats/compare-error-rates.ts';
import { dispersionOf, dispersionPrior, sumOfCounts, type Dispersion } from '../../stats/dispersion.ts';
import type { ErrorCount } from '../../stats/error-count.ts';
import { minimumHistory } from '../../stats/prediction.ts';
import type { Place } from '../runs/annotation-scope.ts';
import type { ComparedSides } from '../compare/compared-sides.ts';
import { levelSessions } from '../trends/level-values.ts';
import type { Evidence } from './metric-evidence.ts';
import { burstsOf } from './error-bursts.ts';
import { errorCountOf, placeNumber } from '../runs/metric-index.ts';
import type { Session } from '../runs/sessions.ts';
import { largest } from '../../model/long-lists.ts';

/** Errors of both sides, session by session. */
export interface ErrorDraft {
  readonly place: Place;
  readonly base: readonly ErrorCount[];
  readonly head: readonly ErrorCount[];
  /** Runs on each side. */
  readonly countBase: number;
  readonly countHead: number;
}

/** "12 runs", "12 runs in 4 sessions". */
function sessionsText({ base, countBase }: ErrorDraft): string {
  const runs = counted(countBase, 'run');
  return countBase === base.length ? runs : `${runs} in ${counted(base.length, 'session')}`;
}

/** The errors of a run in a place, perhaps without those of one of its endpoints; null where they are not counted. */
function countIn(run: RunMeasures, place: Place, leftOut: Place | null): ErrorCount | null {
  const whole = errorCountOf(run, place);
  const part = leftOut === null ? null : errorCountOf(run, leftOut);
  if (whole === null || part === null) return whole;
  return {
    errors: Math.max(0, whole.errors - part.errors),
    count: Math.max(0, whole.count - part.count),
  };
}

/**
 * How much the errors of a session's runs cluster at most; undefined where no run shows it. Memoised, since every
 * endpoint asks for it.
 */
const largestOf = memoised((session: Session) =>
  memoisedByScenario((scenario) => {
    const bursts = session.flatMap((run) => burstsOf(run, scenario) ?? []);
    return bursts.length === 0 ? undefined : largest(bursts);
  }),
);

type OfScenario<Value> = (scenario: string | null) => Value;

function memoisedByScenario<Value>(compute: OfScenario<Value>): OfScenario<Value> {
  const known = new Map<string | null, Value>();
  return (scenario) => {
    if (!known.has(scenario)) known.set(scenario, compute(scenario));
    return known.get(scenario) as Value;
  };
}

/** The requests and errors of a session together: errors of repeats share their hour. Null where they are not counted. */
function countOf(session: Session, place: Place, leftOut: Place | null): ErrorCount | null {
  const counts = session.flatMap((run) => countIn(run, place, leftOut) ?? []);
  if (counts.length === 0) return null;
  const dispersion = largestOf(session)(place.scenario);
  return { ...sumOfCounts(counts), ...(dispersion !== undefined && { dispersion }) };
}

/** Whole counts by place. Memoised: every later run asks for them. */
const wholeCounts = memoised((_session: Session) => new Map<number, ErrorCount | null>());

function wholeCountOf(session: Session, place: Place): ErrorCount | null {
  const known = wholeCounts(session);
  const number = placeNumber(place);
  const found = known.get(number);
  if (found !== undefined) return found;
  const count = countOf(session, place, null);
  known.set(number, count);
  return count;
}

const countsOf = (sessions: readonly Session[], place: Place, leftOut: Place | null): readonly ErrorCount[] =>
  sessions.flatMap(
    (session) => (leftOut === null ? wholeCountOf(session, place) : countOf(session, place, leftOut)) ?? [],
  );

/** The errors behind an error rate, perhaps without one endpoint; level and sessions as for any metric. */
export function errorDraft(sides: ComparedSides, place: Place, leftOut: Place | null = null): ErrorDraft {
  const rate: Place = { ...place, metric: 'errors.rate' };
  const sessions = levelSessions(sides, rate);
  return {
    place,
    base: countsOf(sessions, rate, leftOut),
    countBase: sessions.flat().length,
    head: countsOf(sides.headSessions, rate, leftOut),
    countHead: sides.headRuns.length,
  };
}

/** Memoised: each draft is a prior of all others. */
const dispersionOfBase = memoised(({ base }: ErrorDraft): Dispersion => dispersionOf(base));

/** A whole varies with the run, which endpoints alone do not show: its dispersion is not taken from theirs. */
const priorOf = (draft: ErrorDraft, kind: readonly ErrorDraft[]): Dispersion =>
  dispersionPrior(
    draft.place.endpoint === '*'
      ? []
      : kind
          .filter((one) => one !== draft && one.place.endpoint !== '*' && one.base.length >= minimumHistory)
          .map(dispersionOfBase),
  );

const nothing: Evidence = {
  relative: null,
  interval: null,
  p: null,
  isWithinRuns: true,
  countHead: 1,
  basis: { evidence: 'requests are not counted' },
};

/** What errors come to; `kind` are those of all endpoints, whose errors show how they cluster in this project. */
export function errorEvidence(draft: ErrorDraft, kind: readonly ErrorDraft[]): Evidence {
  const { base, head, countHead, place } = draft;
  const evidence = compareErrorRates(base, head, priorOf(draft, kind));
  if (evidence === null) return nothing;
  const { difference, interval, p, isWithinRuns } = evidence;
  const runsText = sessionsText(draft);
  const basis = {
    evidence:
      base.length < minimumHistory ? `counts of ${runsText} against ${countHead}` : `history of ${runsText}`,
  };
  if (place.metric === 'errors.rate')
    return { relative: difference, interval, p, isWithinRuns, countHead, basis };
  const relative = evidence.base === 0 ? Math.sign(difference) * Infinity : difference / evidence.base;
  return { relative: difference === 0 ? 0 : relative, interval: null, p, isWithinRuns, countHead, basis };
}
