import type { Unit } from './metrics/metrics.ts';

/** A number that a finding rests on. */
export interface Evidence {
  readonly label: string;
  readonly value: number | string;
  readonly unit: Unit | null;
}

/** Where on a chart a finding shows. */
export interface TimeWindow {
  readonly scenario: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A bottleneck or an anomaly that the data show. */
export interface Finding {
  /** Stable: the rule's id and what it is about; people confirm or reject it by this. */
  readonly id: string;
  readonly rule: string;
  readonly kind: 'bottleneck' | 'anomaly' | 'limit';
  readonly severity: 'high' | 'medium' | 'low';
  /** One sentence with its numbers. */
  readonly title: string;
  readonly scenario: string | null;
  readonly endpoint: string | null;
  readonly evidence: readonly Evidence[];
  readonly impact: string | null;
  readonly window: TimeWindow | null;
  /** What moved at the same time: a hypothesis, never a cause. */
  readonly coincides: readonly string[];
  /** What to look at next. */
  readonly lookAt: string | null;
}
