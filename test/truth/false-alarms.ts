import { basisText } from '../../src/model/text/basis.ts';
import type { Workspace } from '../../src/project/workspace.ts';
import { explainer, type Called, type Reason } from './explain.ts';
import { mostRunsLate } from './found.ts';
import { runsOf, type Plan } from './plan.ts';

/** A change that is called one and that the plan does not explain. */
export interface FalseAlarm extends Called {
  readonly from: number | null;
  readonly to: number | null;
  /** What a report's verdict rests on; for a change point, how late it is where the plan would explain it. */
  readonly basis: string;
}

/** Everything that is called a change, told apart by what the plan says of it. */
export interface Tally {
  readonly counts: Readonly<Record<Reason, number>>;
  readonly confirmed: readonly FalseAlarm[];
  readonly suspected: readonly FalseAlarm[];
  /** Runs with a confirmed false alarm. */
  readonly runs: ReadonlySet<string>;
}

interface Judged extends FalseAlarm {
  readonly certainty: 'confirmed' | 'suspected';
  readonly reason: Reason | null;
}

function tallyOf(judged: readonly Judged[]): Tally {
  const counts = { planted: 0, follows: 0, 'side effect': 0, wildcard: 0 };
  for (const { reason } of judged) if (reason !== null) counts[reason]++;
  const alarms = judged.filter(({ reason }) => reason === null);
  const confirmed = alarms.filter(({ certainty }) => certainty === 'confirmed');
  return {
    counts,
    confirmed,
    suspected: alarms.filter(({ certainty }) => certainty === 'suspected'),
    runs: new Set(confirmed.map(({ run }) => run)),
  };
}

/** What the reports of all runs call changed against their baselines. */
export function reportTally(plan: Plan, { reports }: Workspace): Tally {
  const explain = explainer(plan, reports);
  return tallyOf(
    reports.flatMap(({ id: run, context }) =>
      context.changes.flatMap((change): Judged[] => {
        const { metric, scenario, endpoint, verdict, certainty, base, head, basis } = change;
        if (certainty === null || (verdict !== 'worse' && verdict !== 'better')) return [];
        const called = { run, metric, scenario, endpoint, verdict };
        return [
          { ...called, from: base, to: head, basis: basisText(basis), certainty, reason: explain(called) },
        ];
      }),
    ),
  );
}

/** The change points of all histories. One that comes too late after its cause blames the wrong run. */
export function historyTally(plan: Plan, { trends, reports }: Workspace): Tally {
  const explain = explainer(plan, reports);
  const version = new Map(plan.runs.map((run) => [run.run, run.version]));
  return tallyOf(
    trends.flatMap(({ metric, scenario, endpoint, changePoints }) =>
      changePoints.flatMap(({ run, verdict, certainty, before, after }): Judged[] => {
        if (verdict === 'unknown') return [];
        const called = { run, metric, scenario, endpoint, verdict };
        const late = runsOf(plan, version.get(run)!).findIndex((one) => one.run === run);
        const reason = explain(called);
        const isLate = reason !== null && late > mostRunsLate;
        const basis = isLate ? `${late} runs late` : 'change point';
        return [
          {
            ...called,
            from: before,
            to: after,
            basis,
            certainty,
            reason: isLate ? null : reason,
          },
        ];
      }),
    ),
  );
}
