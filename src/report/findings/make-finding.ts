import type { Evidence, Finding } from '../../model/finding.ts';
import type { Unit } from '../../model/metrics/metrics.ts';
import { findingId } from './finding-id.ts';

/** The part of a finding that a rule states; everything else defaults to null or empty. */
type Stated = Pick<Finding, 'severity' | 'title' | 'evidence'> &
  Partial<Finding> & {
    /** Distinguishes several findings of one rule and place. */
    readonly part?: string;
  };

/** A finding of a rule, with its id made of the rule and what it is about. */
export function makeFinding(rule: Pick<Finding, 'rule' | 'kind'>, { part, ...stated }: Stated): Finding {
  const { scenario = null, endpoint = null } = stated;
  return {
    id: findingId(rule.rule, scenario, endpoint, part ?? null),
    scenario,
    endpoint,
    impact: null,
    window: null,
    coincides: [],
    lookAt: null,
    ...stated,
    ...rule,
  };
}

/** A number that a finding rests on. */
export const evidence = (label: string, value: number | string, unit: Unit | null = null): Evidence => ({
  label,
  value,
  unit,
});
