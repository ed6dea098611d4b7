import { gateFindings, type GateFinding } from '../../diff/gate.ts';
import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/project.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import { openDiff } from '../diff/open-diff.ts';
import { ruleProblems } from '../../project/validate/rule-problems.ts';
import { uncommittedRuns } from './uncommitted-runs.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import type { Workspace } from '../../project/workspace.ts';

/** What blocks, and what could not be asked at all. */
export interface Asked {
  readonly findings: readonly GateFinding[];
  /** Errors in the files that say what is asked: nothing can be asked then. */
  readonly problems: readonly Problem[];
  /** What else could not be asked, in sentences. */
  readonly unasked: readonly string[];
  /** Ids of the runs that were asked for. */
  readonly runs: readonly string[];
  /** Targets that block nothing, yet were not shown to be met. */
  readonly open: readonly OpenTarget[];
  /** Ids of the runs that were not asked for since they are not committed. */
  readonly uncommitted: readonly string[];
}

/** A target of a run that was not measured, or could not be decided. */
export interface OpenTarget extends Pick<TargetResult, 'id' | 'verdict' | 'settle'> {
  readonly run: string;
}

const nothing: Asked = { findings: [], problems: [], unasked: [], runs: [], open: [], uncommitted: [] };

/**
 * What blocks the named run, else the newest; with `against`, any of the runs that the checked-out commit has and that
 * ref has not. A project without runs blocks nothing; one whose rules cannot be read blocks whatever is asked.
 */
export async function askGate(
  workspace: Workspace,
  run: string | undefined,
  against: string | undefined,
): Promise<Asked> {
  const problems = ruleProblems(workspace);
  if (problems.length > 0) return { ...nothing, problems };
  return against === undefined ? askOne(workspace, run) : askAll(workspace, against);
}

function askOne({ reports, undated, project, annotations }: Workspace, id: string | undefined): Asked {
  const newest = reports.findLast((report) => !undated.has(report.id)) ?? reports.at(-1);
  const report = id === undefined ? newest : reports.find((one) => one.id === id);
  if (report !== undefined)
    return {
      ...nothing,
      findings: gateFindings(report, project, annotations),
      runs: [report.id],
      open: openTargets(report, project),
    };
  if (id === undefined) return nothing;
  const known = reports.map((one) => one.id);
  return { ...nothing, unasked: [unknownRun(id, known)] };
}

/** What is open is told only where a missed target would block. */
const openTargets = ({ id: run, targets }: RunReport, { gate }: Project): OpenTarget[] =>
  gate.blockOn.includes('target-not-met')
    ? targets
        .filter(({ verdict }) => verdict === 'not measured' || verdict === 'inconclusive')
        .map(({ id, verdict, settle }) => ({ run, id, verdict, settle }))
    : [];

async function askAll(workspace: Workspace, against: string): Promise<Asked> {
  const { diff, unreadable, problems } = await openDiff(against, 'git:HEAD', workspace.dirs);
  const asked = diff.runs.map(({ head }) => askOne(workspace, head));
  const findings = new Map(asked.flatMap((one) => one.findings.map((finding) => [finding.text, finding])));
  return {
    findings: [...findings.values()],
    problems,
    unasked: [...new Set([...unreadable, ...asked.flatMap(({ unasked }) => unasked)])],
    runs: asked.flatMap(({ runs }) => runs),
    open: asked.flatMap(({ open }) => open),
    uncommitted: await uncommittedRuns(workspace.dirs),
  };
}
