import type { RunMeasures } from '../../model/run-measures.ts';
import type { Commentary, Recommendation } from '../../model/documents/commentary.ts';

/** What one run says about a recommendation. */
export interface Statement {
  readonly from: string;
  readonly said: Recommendation;
  /** The place of the run from which on it holds: of the run that has the change, else of the run that says it. */
  readonly since: number;
}

interface Said {
  readonly runs: readonly RunMeasures[];
  readonly words: ReadonlyMap<string, Commentary>;
}

/** What runs say about recommendations, in the order of runs. */
export function statementsOf({ runs, words }: Said): Statement[] {
  const places = new Map(runs.map(({ id }, i) => [id, i]));
  return runs.flatMap(({ id }, i) =>
    (words.get(id)?.recommendations ?? []).map((said) => ({
      from: id,
      said,
      since: Math.max(i, places.get(said.doneIn ?? id) ?? i),
    })),
  );
}

/** As `statementsOf`, as of the last of the runs: what only a later run carries out is open. */
export function statementsAsOf({ runs, words }: Said): Statement[] {
  const known = new Set(runs.map(({ id }) => id));
  return statementsOf({ runs, words }).map((one) =>
    one.said.doneIn === undefined || known.has(one.said.doneIn) ? one : { ...one, said: stillOpen(one.said) },
  );
}

/** A recommendation as it stood before a later run had it. */
function stillOpen({ doneIn: _, ...recommendation }: Recommendation): Recommendation {
  return { ...recommendation, status: 'open' };
}

const isDone = ({ said }: Statement): boolean => said.doneIn !== undefined || said.status === 'done';

/** The statement that counts: the latest. Of two about one run the one that says done, because open is the default. */
export const latestOf = (statements: readonly Statement[]): Statement =>
  statements.reduce((best, next) =>
    next.since > best.since || (next.since === best.since && (isDone(next) || !isDone(best))) ? next : best,
  );

/** A recommendation with its current status; an expected impact that it leaves out is the one last stated. */
export function followed(own: Statement, statements: readonly Statement[]): Recommendation {
  const { status, doneIn, reason } = latestOf(statements).said;
  const { doneIn: _, reason: __, ...rest } = own.said;
  const expectedImpact =
    rest.expectedImpact ??
    statements.findLast(({ said }) => said.expectedImpact !== undefined)?.said.expectedImpact;
  return {
    ...rest,
    status,
    ...(doneIn !== undefined && { doneIn }),
    ...(reason !== undefined && { reason }),
    ...(expectedImpact !== undefined && { expectedImpact }),
  };
}
