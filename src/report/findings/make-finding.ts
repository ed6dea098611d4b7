import type { Evidence, Finding } from '../../model/finding.ts';
import type { Unit } from '../../model/metrics.ts';
import { findingId } from './finding-id.ts';

/** What a rule says of one place; everything left out is unknown. */
type Said = Pick<Finding, 'severity' | 'title' | 'evidence'> &
  Partial<Finding> & {
    /** Tells several findings of one rule and place apart. */
    readonly part?: string;
  };

/** A finding of a rule, with its id made of the rule and what it is about. */
export function makeFinding(rule: Pick<Finding, 'rule' | 'kind'>, { part, ...said }: Said): Finding {
  const { scenario = null, endpoint = null } = said;
  return {
    id: findingId(rule.rule, scenario, endpoint, part ?? null),
    scenario,
    endpoint,
    impact: null,
    window: null,
    coincides: [],
    lookAt: null,
    ...said,
    ...rule,
  };
}

/** A number that a finding rests on. */
export const evidence = (label: string, value: number | string, unit: Unit | null = null): Evidence => ({
  label,
  value,
  unit,
});
