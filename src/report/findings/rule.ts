import type { Digest } from '../../model/documents/digest.ts';
import type { Finding } from '../../model/finding.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { TargetResult } from '../../model/run-report.ts';
import type { GatheredScenario } from '../measure/gather.ts';

/** The input of a rule: one run. */
export interface FindingInput {
  readonly measures: Omit<RunMeasures, 'findings'>;
  readonly targets: readonly TargetResult[];
  readonly project: Project;
  /** The digests behind the measures, for what needs every slice. */
  readonly scenarios: readonly GatheredScenario[];
  /** The digests as they were read, for readings with their times. */
  readonly digests: readonly Digest[];
}

/** A kind of bottleneck or anomaly, one file each. `appliesWhen` states its conditions. */
export interface FindingRule {
  /** Kebab case; findings' ids begin with it. */
  readonly id: string;
  /** Its name in docs/findings.md. */
  readonly title: string;
  readonly kind: Finding['kind'];
  /** When it fires, in a sentence with its thresholds. */
  readonly appliesWhen: string;
  /** Why it matters and what to look at next, in a sentence. */
  readonly meaning: string;
  /** True for a rule that also holds for benchmarks; the others are about load. */
  readonly isOfAnyRun?: true;
  readonly find: (input: FindingInput) => readonly Finding[];
}
