import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Block } from '../../model/section.ts';

/** Where the files of a run can be found. */
export interface RunFiles {
  /** Address of the file in the site, relative to its root, or in the repository; null if it is in neither. */
  readonly addressOf: (file: string) => string | null;
  /** Address of a picture that the page shows; null for anything else. */
  readonly pictureOf: (file: string) => string | null;
}

/** For printers that link nowhere. */
export const noFiles: RunFiles = { addressOf: () => null, pictureOf: () => null };

/** The input of a section. */
export interface SectionInput {
  readonly report: RunReport;
  readonly project: Project;
  readonly files: RunFiles;
}

/** One section of the report's template. One file each. */
export interface SectionRule {
  /** Kebab case; the component is its Pascal case. */
  readonly id: string;
  /** The template's name, with which the heading begins. */
  readonly heading: string;
  /** The name in the navigation. */
  readonly short: string;
  /** In a run without requests: the results, with another text if there are none, `with-data` only if there is any, or never. As everywhere where left out. */
  readonly ofBenchmarks?: { readonly empty: string } | 'with-data' | 'never';
  /** Printed if there are no blocks: what is missing, and how to add it. */
  readonly empty: { readonly text: string; readonly hint: string };
  /** The section's content; empty without data and commentary. */
  readonly blocks: (input: SectionInput) => readonly Block[];
}
