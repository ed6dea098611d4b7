import { nounsOf } from '../../model/run-kind.ts';
import type { Block, Section } from '../../model/section.ts';
import { sectionRules } from './section-registry.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

/** How a section of a run of benchmarks differs; null if it is not there. */
function inRun(
  rule: SectionRule,
  { report }: SectionInput,
  isEmpty: boolean,
): { heading: string; short: string } | null {
  const { heading, short, ofBenchmarks } = rule;
  if (report.measures.kind === 'load' || ofBenchmarks === undefined) return { heading, short };
  if (typeof ofBenchmarks === 'object') {
    const { results } = nounsOf(report.measures.kind);
    return isEmpty && report.measures.kind === 'resource' ? null : { heading: results, short: results };
  }
  return ofBenchmarks === 'never' || isEmpty ? null : { heading, short };
}

/**
 * Every section of a report in the template's order, or those that are wanted; an empty one says what is missing and how
 * to add it. A run of benchmarks has none that speaks of load.
 */
export function sectionsOf(input: SectionInput, wanted: readonly string[] | null = null): Section[] {
  const rules = wanted === null ? sectionRules : sectionRules.filter(({ id }) => wanted.includes(id));
  return rules.flatMap((rule) => {
    const some = rule.blocks(input);
    const named = inRun(rule, input, some.length === 0);
    if (named === null) return [];
    return { id: rule.id, ...named, blocks: some.length > 0 ? some : [emptyBlock(rule, input)] };
  });
}

function emptyBlock({ empty, ofBenchmarks }: SectionRule, { report }: SectionInput): Block {
  const text =
    report.measures.kind === 'benchmark' && typeof ofBenchmarks === 'object'
      ? ofBenchmarks.empty
      : empty.text;
  return { kind: 'empty', ...empty, text };
}

/** The name of a section's component in MDX: `response-time` is `ResponseTime`. */
export const componentName = (id: string): string =>
  id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
