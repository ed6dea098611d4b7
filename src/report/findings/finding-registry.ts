import { appendedRuns } from './appended-runs.ts';
import { coordinatedOmission } from './coordinated-omission.ts';
import { cpuBound } from './cpu-bound.ts';
import { dominatingError } from './dominating-error.ts';
import { driftWithinRun } from './drift-within-run.ts';
import { errorOnset } from './error-onset.ts';
import { fastErrors } from './fast-errors.ts';
import { leak } from './leak.ts';
import { littlesLaw } from './littles-law.ts';
import { manyErrors } from './many-errors.ts';
import { memoryNotRecovered } from './memory-not-recovered.ts';
import { reportedOnly } from './reported-only.ts';
import type { FindingRule } from './rule.ts';
import { saturationKnee } from './saturation-knee.ts';
import { shortOfLoad } from './short-of-load.ts';
import { singleCoreBound } from './single-core-bound.ts';
import { slowestByTotalTime } from './slowest-by-total-time.ts';
import { spike } from './spike.ts';
import { stall } from './stall.ts';
import { tailFarAboveMedian } from './tail-far-above-median.ts';
import { targetMissed } from './target-missed.ts';
import { tooFewSamples } from './too-few-samples.ts';
import { unevenScenarios } from './uneven-scenarios.ts';
import { warmUp } from './warm-up.ts';

/** Every kind of finding, in the order of docs/findings.md and, among equally severe ones, of reports. */
export const findingRules: readonly FindingRule[] = [
  targetMissed,
  saturationKnee,
  errorOnset,
  dominatingError,
  manyErrors,
  cpuBound,
  singleCoreBound,
  slowestByTotalTime,
  tailFarAboveMedian,
  unevenScenarios,
  leak,
  memoryNotRecovered,
  stall,
  spike,
  driftWithinRun,
  warmUp,
  fastErrors,
  appendedRuns,
  coordinatedOmission,
  littlesLaw,
  shortOfLoad,
  tooFewSamples,
  reportedOnly,
];
