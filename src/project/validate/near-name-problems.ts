import { commonName, joinHint, nearNames, nearText, type NearNames } from '../../diff/near-names.ts';
import { endpointsApart } from '../../diff/vanished.ts';
import { counted } from '../../model/text/counted.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';

/** Two names with the run that has the second. */
interface Found {
  readonly near: NearNames;
  readonly run: string;
}

/**
 * Warns of endpoints that a run's baseline has and the run has under a name that differs by host or id: once of each id,
 * and once of all hosts, because preview environments have another one in each run.
 */
export function nearNameProblems(reports: readonly RunReport[], placeOf: (id: string) => string): Problem[] {
  const byId = new Map(reports.map((report) => [report.id, report]));
  const found = reports.flatMap((report): Found[] => {
    const base = byId.get(report.context.baseline?.id ?? '') ?? null;
    const { vanished, appeared } = endpointsApart(base, report);
    return nearNames(vanished, appeared).map((near) => ({ near, run: report.id }));
  });
  const byName = Map.groupBy(found, ({ near }) => `${near.differsBy} ${commonName(near)}`);
  const firsts = [...byName.values()].flatMap((same) => same.slice(0, 1));
  const { host = [], id = [] } = Object.groupBy(firsts, ({ near }) => near.differsBy);
  const [first] = host;
  return [
    ...(first === undefined ? [] : [hostsProblem(first, host, found, placeOf)]),
    ...id.map(({ near, run }) =>
      problem('warning', placeOf(run), `${nearText(near)}.`, {
        found: near.appeared,
        hint: joinHint([near]),
      }),
    ),
  ];
}

function hostsProblem(
  { near, run }: Found,
  firsts: readonly Found[],
  found: readonly Found[],
  placeOf: (id: string) => string,
): Problem {
  const runs = new Set(found.filter((one) => one.near.differsBy === 'host').map((one) => one.run));
  const others =
    runs.size === 1 && firsts.length === 1
      ? ''
      : ` ${counted(firsts.length, 'endpoint')} of ${counted(runs.size, 'run')} ${firsts.length === 1 ? 'differs' : 'differ'} like this.`;
  return problem('warning', placeOf(run), `${nearText(near)}.${others}`, {
    found: near.appeared,
    hint: joinHint(firsts.map((one) => one.near)),
  });
}
