import type { RunReport } from '../model/run-report.ts';

/** The files that a page links to: their addresses change with the commits that hold them. */
export const linkedFiles = ({ measures, commentary }: RunReport): string[] =>
  [...measures.sources, ...(measures.manifest.attachments ?? []), ...commentary.attachments].map(
    ({ file }) => file,
  );

/** The runs that a page links to. */
export function neighbours(one: RunReport, reports: readonly RunReport[]): (string | undefined)[] {
  const at = reports.indexOf(one);
  return [reports[at - 1]?.id, reports[at + 1]?.id];
}
