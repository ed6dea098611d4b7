import { z } from 'zod';
import type { LedgerEntry, RunReport } from '../model/run-report.ts';

const nullableNumber = z.number().nullable();

/** The measured change of the metric that a recommendation expects to change, as of the run of the document. */
const effectSchema = z.object({
  /** Relative change of the metric between the run in `doneIn` and its baseline; null if nothing could be compared. */
  relative: nullableNumber,
  interval: z.object({ lower: nullableNumber, upper: nullableNumber }).nullable(),
  verdict: z.enum(['as expected', 'less than expected', 'no effect shown', 'opposite', 'cannot tell']),
});

/** A recommendation as commentary states it, and what became of it as of the run. */
export const recommendationRowSchema = z.looseObject({
  id: z.string(),
  text: z.string(),
  status: z.enum(['open', 'done', 'rejected']).optional(),
  /** The run that implements it; null if none does yet. */
  doneIn: z.string().nullable().optional(),
  /** Null without an expected metric, or as long as no run implements it. */
  effect: effectSchema.nullable().optional(),
});

/** An earlier run's recommendation. */
export const earlierRecommendationSchema = recommendationRowSchema.extend({ from: z.string() });

type Row = z.infer<typeof recommendationRowSchema>;
type EarlierRow = z.infer<typeof earlierRecommendationSchema>;

const outcomeOf = ({
  status,
  doneIn,
  measured,
  measuredInterval,
  verdict,
}: LedgerEntry): Pick<Row, 'status' | 'doneIn' | 'effect'> => ({
  status,
  doneIn,
  effect: verdict === null ? null : { relative: measured, interval: measuredInterval, verdict },
});

/** The recommendations of a run's commentary, each with its status. */
export const ownRecommendations = ({
  commentary,
  context,
}: Pick<RunReport, 'commentary' | 'context'>): Row[] =>
  commentary.recommendations.map(({ status, doneIn, ...said }) => {
    const entry = context.own.find(({ recommendation }) => recommendation.id === said.id);
    return {
      ...said,
      ...(entry === undefined ? { status, doneIn: doneIn ?? null, effect: null } : outcomeOf(entry)),
    };
  });

/** Those of earlier runs that the report shows: open ones, those that the run implements, and the last one measured. */
export function earlierRecommendations({
  id,
  context: { ledger, lastFix, own },
}: Pick<RunReport, 'id' | 'context'>): EarlierRow[] {
  const isShown = new Set([...own, ...ledger].map(({ recommendation }) => recommendation.id));
  const last =
    lastFix === null || lastFix.doneIn === id || isShown.has(lastFix.recommendation.id) ? [] : [lastFix];
  return [...ledger, ...last].map((entry) => {
    const { status: _, doneIn: __, ...said } = entry.recommendation;
    return { ...said, from: entry.from, ...outcomeOf(entry) };
  });
}
