import type { RunReport } from '../../model/run-report.ts';
import type { Section as SectionModel } from '../../model/section.ts';
import { placedSections, reportComponent } from '../../report/mdx/layout.ts';
import { parseMdx } from '../../report/mdx/parse-mdx.ts';
import { componentName } from '../../report/sections/sections-of.ts';
import { sectionRules } from '../../report/sections/section-registry.ts';
import AbsentSection from './AbsentSection.astro';
import AllSections from './AllSections.astro';
import { claim, value } from './inline-components.ts';
import Section from './Section.astro';

/** An Astro component as the compiler makes it. */
export type Component = (result: unknown, props: Record<string, unknown>, slots: unknown) => unknown;

/** The component with some of its props already given. */
function withProps(component: unknown, given: Record<string, unknown>): Component {
  const inner = component as Component;
  const outer: Component = (result, props, slots) => inner(result, { ...props, ...given }, slots);
  return Object.assign(outer, { isAstroComponentFactory: true });
}

/**
 * The components that words about a run may use: one for each section of its report, `Report` for all sections that
 * the text does not place itself, `Value` and `Claim`.
 */
export function mdxComponents(
  report: RunReport,
  sections: readonly SectionModel[],
  body: string,
): Record<string, unknown> {
  const placed = placedIn(body);
  const rest = sections.filter(({ id }) => !placed.has(id));
  const components: Record<string, unknown> = {
    [reportComponent]: withProps(AllSections, { sections: rest, report }),
    Value: value(report),
    Claim: claim,
  };
  for (const { id } of sectionRules) components[componentName(id)] = AbsentSection;
  for (const section of sections)
    components[componentName(section.id)] = withProps(Section, { section, report });
  return components;
}

/** Texts that many pages share are read once. */
const known = new Map<string, ReadonlySet<string>>();

function placedIn(body: string): ReadonlySet<string> {
  const ids = known.get(body) ?? new Set(placedSections(parseMdx(body, '')));
  known.set(body, ids);
  return ids;
}
