import { joinHint, nearNames, nearText } from '../../diff/near-names.ts';
import { endpointsApart } from '../../diff/vanished.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';

/** Warns once of each endpoint that a run's baseline has and the run has under a name that differs by host or id. */
export function nearNameProblems(reports: readonly RunReport[], placeOf: (id: string) => string): Problem[] {
  const byId = new Map(reports.map((report) => [report.id, report]));
  const seen = new Set<string>();
  return reports.flatMap((report) => {
    const base = byId.get(report.context.baseline?.id ?? '') ?? null;
    const { vanished, appeared } = endpointsApart(base, report);
    return nearNames(vanished, appeared).flatMap((near) => {
      if (seen.has(near.vanished) || seen.has(near.appeared)) return [];
      seen.add(near.vanished).add(near.appeared);
      return problem('warning', placeOf(report.id), `${nearText(near)}.`, {
        found: near.appeared,
        hint: joinHint(near),
      });
    });
  });
}
