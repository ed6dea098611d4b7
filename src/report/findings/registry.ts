import type { FindingRule } from './rule.ts';
import { slowestByTotalTime } from './slowest-by-total-time.ts';
import { tailFarAboveMedian } from './tail-far-above-median.ts';
import { targetMissed } from './target-missed.ts';

/** Every kind of finding, in the order of docs/findings.md. */
export const findingRules: readonly FindingRule[] = [targetMissed, slowestByTotalTime, tailFarAboveMedian];
