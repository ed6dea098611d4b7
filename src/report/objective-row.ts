import { z } from 'zod';
import type { ObjectiveResult } from '../model/run-report.ts';
import { leftOutOf } from './targets/left-out.ts';

const nullableText = z.string().nullable();
const left = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** An objective in the public JSON of a run. */
export const objectiveRowSchema = z.object({
  id: z.string(),
  label: nullableText,
  /** The share of requests that must be good, within `withinMs` if it is set. */
  share: z.number(),
  withinMs: z.number().nullable(),
  days: z.number(),
  scenario: nullableText,
  endpoint: nullableText,
  /** The runs whose requests count, oldest first, and those of them whose requests cannot be counted. */
  runs: z.array(z.string()),
  unknownRuns: z.array(z.string()),
  /** What cannot be counted, by scenario: the runs, the files of the latest of them, and why. */
  leftOut: z
    .array(
      z.object({
        scenario: z.string(),
        runs: z.array(z.string()),
        files: z.array(z.string()),
        why: z.string(),
      }),
    )
    .default([]),
  /** Those of `runs` that an annotation ignores elsewhere. Their requests count. */
  ignoredRuns: z.array(z.string()).default([]),
  /** Requests of these runs, and how many of them may be bad. */
  requests: z.number(),
  allowed: z.number().nullable(),
  /** What this run alone has: its requests, bounds of the bad ones, and what they leave of the run's own budget. */
  own: z
    .object({ requests: z.number(), bad: z.object({ least: z.number(), most: z.number() }), left })
    .nullable(),
  /** Bounds of the share of the error budget that is left; negative if it is overspent. */
  left,
  verdict: z.enum(['met', 'not met', 'inconclusive', 'not measured']),
});

/** An objective as of a run. */
export function objectiveRow(result: ObjectiveResult, run: string): z.infer<typeof objectiveRowSchema> {
  const { objective, runs, allowed, verdict } = result;
  const { id, label = null, share, withinMs = null, days, scenario = null, endpoint = null } = objective;
  const own = runs.find((one) => one.run === run);
  return {
    id,
    label,
    share,
    withinMs,
    days,
    scenario,
    endpoint,
    runs: runs.map((one) => one.run),
    unknownRuns: runs.filter(({ count }) => count === null).map((one) => one.run),
    leftOut: leftOutOf(runs).map((one) => ({ ...one, runs: [...one.runs], files: [...one.files] })),
    ignoredRuns: runs.filter(({ ignored }) => ignored !== undefined).map((one) => one.run),
    requests: runs.reduce((sum, { count }) => sum + (count ?? 0), 0),
    allowed,
    own:
      own === undefined || own.count === null || own.bad === null
        ? null
        : { requests: own.count, bad: own.bad, left: own.left },
    left: result.left,
    verdict,
  };
}
