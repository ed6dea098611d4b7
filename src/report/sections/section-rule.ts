import type { Project } from '../../model/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Block } from '../../model/section.ts';

/** Where the files of a run can be had. */
export interface RunFiles {
  /** Address of the file in the site, relative to its root, or in the repository; null where it is in neither. */
  readonly addressOf: (file: string) => string | null;
  /** Address of a picture that the page shows; null for anything else. */
  readonly pictureOf: (file: string) => string | null;
}

/** For printers that link nowhere. */
export const noFiles: RunFiles = { addressOf: () => null, pictureOf: () => null };

/** What a section is made from. */
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
  /** What the navigation says. */
  readonly short: string;
  /** Says in one line what is missing and how to fill it when there are no blocks. */
  readonly empty: { readonly text: string; readonly hint: string };
  /** What there is to show; nothing for a section without data and words. */
  readonly blocks: (input: SectionInput) => readonly Block[];
}
