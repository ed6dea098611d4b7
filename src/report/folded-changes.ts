import { isMeasure } from '../model/metrics/measure-metrics.ts';
import { metricOf, type MetricId, type MetricTerms } from '../model/metrics/metrics.ts';
import type { Certainty, ChangeVerdict, StepVerdict } from '../model/run-report.ts';

/** As much of a change as decides on its place in a list. */
export interface Foldable {
  readonly metric: MetricId;
  readonly terms?: MetricTerms | undefined;
  readonly scenario: string | null;
  readonly endpoint: string | null;
  readonly relative: number | null;
  readonly verdict: ChangeVerdict | StepVerdict;
  readonly certainty: Certainty | null;
  readonly base?: number | null;
  readonly head?: number | null;
  /** True for a transaction, as reports and as diffs have it. */
  readonly isTransaction?: true | undefined;
  readonly transaction?: true | undefined;
}

/** A change, and others that state the same fact: further percentiles of the endpoint, errors of its endpoints. */
export interface FoldedChange<Change extends Foldable> {
  readonly main: Change;
  readonly others: readonly Change[];
}

const familyOf = ({ metric }: Foldable): string => /^[a-z]+/i.exec(metric)?.[0] ?? metric;

/** Metrics whose kinds are facts of their own: requests per second and total requests are two. */
const separate = new Set(['throughput', 'users', 'measure']);

/** Changes with equal keys state one fact. Failures of a scenario are one, whichever endpoints they hit. */
function factOf(change: Foldable): string {
  const family = familyOf(change);
  const { metric, scenario, endpoint, verdict } = change;
  const kind = separate.has(family) ? metric : family;
  return JSON.stringify([kind, verdict, scenario, family === 'errors' ? null : endpoint]);
}

/**
 * What headings name first: failures, then capacity, then response times, then all else. Sizes alone do not decide it: those
 * of shares and of ratios cannot be compared, and an extreme rests on one sample.
 */
export function weightOf(change: Foldable): number {
  const family = familyOf(change);
  if (family === 'errors') return 0;
  if (change.metric === 'users.sustained') return 1;
  return family === 'response' && !isExtreme(change) ? 2 : 3;
}

/** Size of a change that does not depend on its direction: doubling and halving are equal. */
const sizeOf = ({ relative }: Foldable): number =>
  relative === null || relative <= -1 ? Infinity : Math.abs(Math.log1p(relative));

/** Of percentiles that moved about as far (within a tenth), the one that people know best speaks for them. */
const bestKnown: readonly string[] = ['response.p95', 'response.p50', 'response.mean'];

/** Larger changes first; of about equal ones the best known metric, then the larger. */
export function byAboutSize(a: Foldable, b: Foldable): number {
  const classOf = (one: Foldable): number => Math.round(10 * sizeOf(one));
  const known = ({ metric }: Foldable): number =>
    (bestKnown.indexOf(metric) + bestKnown.length + 1) % (bestKnown.length + 1);
  // Two infinite sizes are equal, and their difference is no number.
  return (
    Number(classOf(b) > classOf(a)) - Number(classOf(b) < classOf(a)) ||
    known(a) - known(b) ||
    sizeOf(b) - sizeOf(a) ||
    0
  );
}

const isPooled = ({ metric, endpoint }: Foldable): boolean =>
  metric === 'errors.rate' && (endpoint === '*' || endpoint === null);

/** One sample decides on them. */
const isExtreme = ({ metric }: Foldable): boolean => metric === 'response.min' || metric === 'response.max';

/** What speaks for a whole family: the pooled error rate, no extreme, then what is confirmed, then what is about largest. */
function strongestFirst(a: Foldable, b: Foldable): number {
  const pooled = Number(isPooled(b)) - Number(isPooled(a));
  const extreme = Number(isExtreme(a)) - Number(isExtreme(b));
  const certain = Number(b.certainty === 'confirmed') - Number(a.certainty === 'confirmed');
  return pooled || extreme || certain || byAboutSize(a, b);
}

const rankOf = ({ verdict, certainty }: Foldable): number =>
  (verdict === 'worse' ? 0 : verdict === 'better' ? 2 : 4) + (certainty === 'confirmed' ? 0 : 1);

/** Units of a time, and of what there is of per time. */
const timed = /(?:^|\/)(?:ns|us|µs|ms|s|sec|min)$/;

/** True of another time or rate that moved as far as the time of its benchmark: items per second say the same again. */
const restates = (measure: Foldable, time: Foldable): boolean =>
  timed.test(metricOf(measure).unit) && Math.abs(sizeOf(measure) - sizeOf(time)) <= 0.1 * sizeOf(time);

/** Facts without those that only restate another, which go with it. */
function withoutRestated<Change extends Foldable>(
  facts: readonly FoldedChange<Change>[],
): FoldedChange<Change>[] {
  const placeOf = ({ main: { scenario, endpoint, verdict } }: FoldedChange<Change>): string =>
    JSON.stringify([scenario, endpoint, verdict]);
  const times = new Map(
    facts.filter(({ main }) => main.metric.startsWith('response.')).map((fact) => [placeOf(fact), fact]),
  );
  const timeOf = (fact: FoldedChange<Change>): FoldedChange<Change> | undefined => {
    const time = isMeasure(fact.main.metric) ? times.get(placeOf(fact)) : undefined;
    return time !== undefined && restates(fact.main, time.main) ? time : undefined;
  };
  const owners = Map.groupBy(facts, (fact) => timeOf(fact) ?? fact);
  return [...owners].map(([{ main, others }, own]) => ({
    main,
    others: [...others, ...own.flatMap((one) => (one.main === main ? [] : [one.main]))],
  }));
}

/** True for a change of a transaction. */
export const isOfTransaction = ({ isTransaction, transaction }: Foldable): boolean =>
  isTransaction === true || transaction === true;

/**
 * Facts without those of transactions whose values are all those of one endpoint, in both runs: a transaction with a single
 * request. They go with that of the request.
 */
function withoutTwins<Change extends Foldable>(
  facts: readonly FoldedChange<Change>[],
): FoldedChange<Change>[] {
  const membersOf = ({ main, others }: FoldedChange<Change>): Change[] => [main, ...others];
  const isSame = (a: Change, b: Change): boolean =>
    a.metric === b.metric && a.base != null && a.base === b.base && a.head != null && a.head === b.head;
  const isTwin = (fact: FoldedChange<Change>, of: FoldedChange<Change>): boolean =>
    !isOfTransaction(of.main) &&
    of.main.scenario === fact.main.scenario &&
    of.main.verdict === fact.main.verdict &&
    // What is confirmed must not go with what is only suspected.
    rankOf(of.main) <= rankOf(fact.main) &&
    membersOf(fact).every((one) => membersOf(of).some((other) => isSame(one, other)));
  const ownerOf = (fact: FoldedChange<Change>): FoldedChange<Change> =>
    (isOfTransaction(fact.main) ? facts.find((one) => isTwin(fact, one)) : undefined) ?? fact;
  return [...Map.groupBy(facts, ownerOf)].map(([owner, own]) => ({
    main: owner.main,
    others: [...owner.others, ...own.filter((one) => one !== owner).flatMap(membersOf)],
  }));
}

/** One entry for each fact, each with its strongest change: regressions before improvements, confirmed ones first. */
export function foldedChanges<Change extends Foldable>(changes: readonly Change[]): FoldedChange<Change>[] {
  const facts = [...Map.groupBy(changes, factOf).values()].flatMap((same) => {
    const [main, ...others] = same.toSorted(strongestFirst);
    return main === undefined ? [] : [{ main, others }];
  });
  return withoutTwins(withoutRestated(facts)).toSorted(
    (a, b) => rankOf(a.main) - rankOf(b.main) || sizeOf(b.main) - sizeOf(a.main) || 0,
  );
}

/** The change that a heading names: of the regressions, else the improvements, that which weighs most, then the largest. */
export function leadingChange<Change extends Foldable>(changes: readonly Change[]): Change | null {
  const mains = foldedChanges(changes).map(({ main }) => main);
  const [first] = mains;
  if (first === undefined) return null;
  const rank = rankOf(first);
  return mains
    .filter((one) => rankOf(one) === rank)
    .reduce((lead, one) => (weightOf(one) < weightOf(lead) ? one : lead));
}
