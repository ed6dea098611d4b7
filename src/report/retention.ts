import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { LayoutPart } from './mdx/layout.ts';

/** The sections of a retired report. */
export const keptSections: readonly string[] = ['test-overview', 'performance-compared-to-target'];

/** The runs older than the full reports that the project publishes. `dated` is in order. */
export function retiredRuns(dated: readonly RunMeasures[], { retention }: Project): ReadonlySet<string> {
  return new Set(dated.slice(0, Math.max(0, dated.length - retention.fullReports)).map(({ id }) => id));
}

const note = 'Short report: this run is older than the full reports that the project publishes.';

/** Their order, without commentary, which stays in the repository. */
export const shortLayout: readonly LayoutPart[] = [
  { kind: 'prose', nodes: [{ type: 'paragraph', children: [{ type: 'text', value: note }] }] },
  ...keptSections.map((id): LayoutPart => ({ kind: 'section', id, nodes: [] })),
];
