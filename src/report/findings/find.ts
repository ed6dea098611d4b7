import { entryOf } from '../../model/checked.ts';
import type { Finding } from '../../model/finding.ts';
import { findingRules } from './finding-registry.ts';
import type { FindingInput } from './rule.ts';

const severities: readonly Finding['severity'][] = ['high', 'medium', 'low'];

/** All findings of a run, the most severe first; findings of one rule stay together. */
export function findAll(input: FindingInput): Finding[] {
  const order = new Map(findingRules.map((rule, i) => [rule.id, i]));
  const isOfBenchmarks = input.measures.kind === 'benchmark';
  return findingRules
    .filter(({ isOfAnyRun = false }) => isOfAnyRun || !isOfBenchmarks)
    .flatMap((rule) => rule.find(input))
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        entryOf(order, a.rule) - entryOf(order, b.rule) ||
        (a.id < b.id ? -1 : 1),
    );
}
