import { relative, sep } from 'node:path';
import { isLeftOut } from '../../project/read/disk.ts';
import { gateFindings, type GateFinding } from '../../diff/gate.ts';
import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import { isEvidence } from '../../history/runs/pairs.ts';
import { folderAt, misplaced } from '../diff/place-at-ref.ts';
import { openDiff, type OpenedDiff } from '../diff/open-diff.ts';
import { judgeByBase } from './judge-by-base.ts';
import { entryFindings, historyFindings } from '../../diff/gate-entry.ts';
import type { DiffRun } from '../../model/documents/diff.ts';
import type { RuleChange } from '../../model/documents/rule-change.ts';
import { ruleProblems } from '../../project/validate/rule-problems.ts';
import { uncommittedRuns } from './uncommitted-runs.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import type { Workspace } from '../../project/workspace.ts';

/** What blocks, and what could not be checked. */
export interface GateResult {
  readonly findings: readonly GateFinding[];
  /** Errors in the files that define the rules. Nothing can be checked then. */
  readonly problems: readonly Problem[];
  /** What else could not be checked, in sentences. */
  readonly notChecked: readonly string[];
  /** Ids of the checked runs. */
  readonly runs: readonly string[];
  /** Targets that do not block but are not shown to be met. */
  readonly undecided: readonly UndecidedTarget[];
  /** Ids of the runs that were not checked because they are not committed. */
  readonly uncommitted: readonly string[];
  /** Runs without a baseline though there are earlier ones, and statements of runs that do not count: sentences. */
  readonly notCompared: readonly string[];
  /** True if nothing could have blocked: no targets, and no earlier run to compare with. */
  readonly isUnjudged: boolean;
  /** Rules that the head changes; they have no effect on this result. */
  readonly rules: readonly RuleChange[];
}

/** A target of a run that was not measured or is inconclusive. */
export interface UndecidedTarget extends Pick<TargetResult, 'id' | 'verdict' | 'settle'> {
  readonly run: string;
}

const nothing: GateResult = {
  findings: [],
  problems: [],
  notChecked: [],
  runs: [],
  undecided: [],
  uncommitted: [],
  notCompared: [],
  isUnjudged: false,
  rules: [],
};

/**
 * Checks the named run, or the latest. With `against`, it checks the runs that the checked-out commit has and that ref
 * does not. A project without runs passes; if its rules cannot be read, the gate fails.
 */
export async function runGate(
  workspace: Workspace,
  run: string | undefined,
  against: string | undefined,
): Promise<GateResult> {
  const problems = [...ruleProblems(workspace), ...leftOut(workspace)];
  if (problems.length > 0) return { ...nothing, problems };
  return against === undefined ? gateRun(workspace, run) : gateNewRuns(workspace, against);
}

/** Files of the data folder that could not be read: judging the rest would hide what they hold. */
function leftOut({ paths, problems }: Workspace): Problem[] {
  const data = `${relative(paths.shownFrom, paths.data)}${sep}`;
  const rules = new Set(ruleProblems({ paths, problems }));
  return problems.filter((one) => isLeftOut(one) && one.file.startsWith(data) && !rules.has(one));
}

function gateRun({ reports, undated, project, annotations }: Workspace, id: string | undefined): GateResult {
  const subjects = reports.filter(({ measures }) => !isEvidence(measures));
  const latest = subjects.findLast((report) => !undated.has(report.id)) ?? subjects.at(-1);
  const report = id === undefined ? latest : reports.find((one) => one.id === id);
  if (report !== undefined)
    return {
      ...nothing,
      findings: gateFindings(report, project, annotations),
      runs: [report.id],
      undecided: undecidedTargets(report, project),
      notCompared: notCompared(report),
      isUnjudged: project.targets.length === 0 && report.context.baseline === null,
    };
  if (id === undefined) return nothing;
  const known = reports.map((one) => one.id);
  return { ...nothing, notChecked: [unknownRun(id, known)] };
}

const notCompared = ({ id, context }: RunReport): string[] =>
  context.noBaseline === null || context.earlierRuns === 0
    ? []
    : [`${id} is compared with no run: ${context.noBaseline}.`];

/** Undecided targets are listed only if a missed target would block. */
const undecidedTargets = ({ id: run, targets }: RunReport, { gate }: Project): UndecidedTarget[] =>
  gate.blockOn.includes('target-not-met')
    ? targets
        .filter(({ verdict }) => verdict === 'not measured' || verdict === 'inconclusive')
        .map(({ id, verdict, settle }) => ({ run, id, verdict, settle }))
    : [];

/**
 * The results of the new and changed runs. Rules, annotations and history are the base's unless it says otherwise: what
 * a pull request does to its own has no effect on it.
 */
async function judgedRuns(
  against: string,
  ids: readonly string[],
  own: Workspace,
  { diff, rulesOf, place }: OpenedDiff,
): Promise<GateResult[]> {
  const elsewhere = misplaced(place);
  const judge = (workspace: Workspace, ignored: readonly string[] = []): GateResult[] => {
    const { project, annotations } = workspace;
    // A hidden project is not read, so it cannot say that this does not block.
    const isBlocked = place.kind === 'hidden' || project.gate.blockOn.includes('not-judged');
    const notChecked = elsewhere !== null && isBlocked ? [elsewhere] : [];
    return [
      { ...nothing, findings: historyFindings(diff, annotations), notCompared: ignored, notChecked },
      ...diff.runs.map((entry) => {
        const result = gateRun(workspace, entry.head);
        const context = workspace.reports.find(({ id }) => id === entry.head)?.context;
        // Pairs are compared as they are, whichever run comes before them.
        const ownBase = context === undefined || context.paired ? entry.base : (context.baseline?.id ?? null);
        const { blockOn } = project.gate;
        const compared = entryFindings(entry, blockOn, annotations, result.findings, ownBase);
        const findings = [...result.findings, ...missedByRepeats(workspace, entry), ...compared];
        return { ...result, findings };
      }),
    ];
  };
  if (diff.runs.length + (diff.removedRuns ?? []).length === 0) return [];
  if (rulesOf === 'head') return judge(own);
  return judgeByBase(against.replace(/^git:/, ''), ids, own.paths, judge, folderAt(place));
}

/** Targets that repeats of a build miss which has one entry for all: it was measured in pairs. */
function missedByRepeats(
  { reports, project, annotations }: Workspace,
  { head, targets }: DiffRun,
): GateFinding[] {
  const ids = new Set(targets.flatMap(({ missedBy = [] }) => missedBy));
  return reports
    .filter(({ id }) => id !== head && ids.has(id))
    .flatMap((report) => gateFindings(report, project, annotations).filter(({ isTarget }) => isTarget));
}

async function gateNewRuns(workspace: Workspace, against: string): Promise<GateResult> {
  const opened = await openDiff(against, 'git:HEAD', workspace.paths);
  const { diff, unreadable, problems } = opened;
  const ids = diff.runs.map(({ head }) => head);
  const results = await judgedRuns(against, ids, workspace, opened);
  const findings = new Map(results.flatMap((one) => one.findings.map((finding) => [finding.text, finding])));
  return {
    findings: [...findings.values()],
    problems,
    rules: diff.rules ?? [],
    notChecked: [...new Set([...unreadable, ...results.flatMap(({ notChecked }) => notChecked)])],
    runs: results.flatMap(({ runs }) => runs),
    undecided: results.flatMap(({ undecided }) => undecided),
    uncommitted: await uncommittedRuns(workspace.paths),
    notCompared: results.flatMap((one) => one.notCompared),
    isUnjudged: results.some(({ isUnjudged }) => isUnjudged),
  };
}
