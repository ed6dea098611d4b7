import type { RunReport } from '../../model/run-report.ts';
import { whyNotCompared } from '../../report/words/compared-with.ts';
import { next } from '../../report/words/in-short-work.ts';

/** What trends say of the latest run: where to read on, and what its author or its recommendations ask for. */
export interface LatestRun {
  readonly name: string;
  readonly slug: string;
  readonly toDo: string | null;
  /** Its baseline, and the query of the page that compares them; null without one. */
  readonly compared: { readonly with: string; readonly query: string } | null;
}

export function latestRun(report: RunReport): LatestRun {
  const { id, slug, context } = report;
  // Two single runs are not what pairs compare.
  const isCompared = context.paired === undefined && whyNotCompared(context) === null;
  const baseline = isCompared ? context.baseline : null;
  return {
    name: report.measures.manifest.version ?? id,
    slug,
    toDo: next(report)?.text ?? null,
    compared: baseline && {
      with: baseline.id,
      query: new URLSearchParams({ base: baseline.id, head: id }).toString(),
    },
  };
}
