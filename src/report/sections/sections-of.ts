import type { Section } from '../../model/section.ts';
import { sectionRules } from './section-registry.ts';
import type { SectionInput } from './section-rule.ts';

/** Every section of a report in the template's order; an empty one says what is missing and how to add it. */
export function sectionsOf(input: SectionInput): Section[] {
  return sectionRules.map(({ id, heading, short, empty, blocks }) => {
    const some = blocks(input);
    return { id, heading, short, blocks: some.length > 0 ? some : [{ kind: 'empty', ...empty }] };
  });
}

/** The name of a section's component in MDX: `response-time` is `ResponseTime`. */
export const componentName = (id: string): string =>
  id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
