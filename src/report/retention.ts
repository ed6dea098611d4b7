import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { Section } from '../model/section.ts';
import type { LayoutPart } from './mdx/layout.ts';

/** The sections that a retired run keeps: what it was, and how it fared. */
const keptSections: readonly string[] = ['test-overview', 'performance-compared-to-target'];

/** The runs that are older than the newest so many of which the project keeps full reports. `dated` is in order. */
export function retiredRuns(dated: readonly RunMeasures[], { retention }: Project): ReadonlySet<string> {
  const { fullReports } = retention;
  if (fullReports === undefined) return new Set();
  return new Set(dated.slice(0, Math.max(0, dated.length - fullReports)).map(({ id }) => id));
}

/** The sections of a retired report. */
export const shortSections = (sections: readonly Section[]): Section[] =>
  keptSections.flatMap((id) => sections.find((section) => section.id === id) ?? []);

const note = 'This report is kept in short: the run is older than the project keeps full reports of.';

/** Their order, without the words of people: those stay in the repository. */
export const shortLayout: readonly LayoutPart[] = [
  { kind: 'prose', nodes: [{ type: 'paragraph', children: [{ type: 'text', value: note }] }] },
  ...keptSections.map((id): LayoutPart => ({ kind: 'section', id, nodes: [] })),
];
