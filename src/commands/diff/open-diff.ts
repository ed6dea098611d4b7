import { present } from '../../model/checked.ts';
import type { Diff } from '../../model/diff.ts';
import type { Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { diffRuns, diffTwoRuns } from '../../diff/diff-runs.ts';
import { checkOutRef, GitRefError, useRulesOf, type CheckedOutRef } from '../../store/git-ref.ts';
import type { OnProgress } from '../../project/load-workspace.ts';
import type { Dirs } from '../../store/dirs.ts';
import { ruleProblems } from '../../project/validate/rule-problems.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';

/** A diff, and what could not be read for it. */
export interface OpenedDiff {
  readonly diff: Diff;
  /** False if nothing could be compared at all. */
  readonly isMade: boolean;
  /** Sentences; empty if everything was read. */
  readonly unreadable: readonly string[];
  /** Problems of project.json or annotations.json. They hold the rules of the comparison, so nothing is compared then. */
  readonly problems: readonly Problem[];
}

const refPrefix = 'git:';

/** Base or head of a diff: a workspace, and the selected runs. */
interface Side {
  readonly workspace: Workspace;
  readonly reports: readonly RunReport[];
  /** The run, if the command line names a run; null if it names a ref. */
  readonly run: RunReport | null;
}

/** Nothing can be compared; each sentence and problem is a reason. */
class Unreadable extends Error {
  readonly sentences: readonly string[];
  readonly problems: readonly Problem[];

  constructor(sentences: readonly string[], problems: readonly Problem[] = []) {
    super([...sentences, ...problems.map(({ message }) => message)].join(' '));
    this.sentences = sentences;
    this.problems = problems;
  }
}

/** Reads each workspace once, and removes temporary checkouts. */
class Reader {
  readonly #dirs: Dirs;
  readonly #onProgress: OnProgress | undefined;
  readonly #refs: CheckedOutRef[] = [];
  #own: Promise<Workspace> | null = null;

  constructor(dirs: Dirs, onProgress: OnProgress | undefined) {
    this.#dirs = dirs;
    this.#onProgress = onProgress;
  }

  async #open(dirs: Dirs): Promise<Workspace> {
    return openWorkspace(dirs, this.#onProgress);
  }

  /** Reads the base or head by its name; `rules` are the folders whose targets and names apply to both. */
  async read(name: string, rules: Dirs | null): Promise<Side> {
    if (!name.startsWith(refPrefix)) return this.#named(name);
    const ref = await checkOutRef(name.slice(refPrefix.length), this.#dirs);
    this.#refs.push(ref);
    if (rules !== null) await useRulesOf(rules, ref.dirs);
    const workspace = await this.#open(ref.dirs);
    return { workspace, reports: workspace.reports, run: null };
  }

  /** Throws if any name is neither a ref nor a run; the error lists all of them. */
  async requireRuns(names: readonly string[]): Promise<void> {
    const ids = names.filter((name) => !name.startsWith(refPrefix));
    if (ids.length === 0) return;
    const known = (await this.#ownWorkspace()).reports.map(({ id }) => id);
    const unknown = [...new Set(ids)].filter((id) => !known.includes(id));
    if (unknown.length > 0)
      throw new Unreadable(
        unknown.map((id) => `${unknownRun(id, known)} A git ref is written ${refPrefix}REF.`),
      );
  }

  #ownWorkspace(): Promise<Workspace> {
    return (this.#own ??= this.#open(this.#dirs));
  }

  async #named(id: string): Promise<Side> {
    const workspace = await this.#ownWorkspace();
    const run = present(
      workspace.reports.find((report) => report.id === id),
      'requireRuns has checked the run ids',
    );
    return { workspace, reports: [run], run };
  }

  async dispose(): Promise<void> {
    for (const ref of this.#refs) await ref.dispose();
  }
}

/** Errors in the files of the compared runs. */
function errorsOf(diff: Diff, base: Side, head: Side): string[] {
  const wanted = (side: Side, id: string | null): RunReport[] =>
    side.reports.filter((report) => report.id === id);
  const reports = new Set(diff.runs.flatMap((run) => [...wanted(base, run.base), ...wanted(head, run.head)]));
  return [...reports].flatMap(({ measures }) =>
    measures.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line, message }) => `${file}${line === null ? '' : `:${line}`}: ${message}`),
  );
}

function diffSides(base: Side, head: Side): Diff {
  const { project, annotations, reports } = head.workspace;
  return base.run !== null && head.run !== null
    ? diffTwoRuns(base.run, head.run, reports, project, annotations)
    : diffRuns(base.reports, head.reports, project, annotations);
}

/**
 * The diff between two run ids or git refs (`git:main`). Both are read by the rules of the head. If something cannot be
 * read, the diff has the verdict `cannot-tell` and the result gives the reason.
 */
export async function openDiff(
  base: string,
  head: string,
  dirs: Dirs,
  onProgress?: OnProgress,
): Promise<OpenedDiff> {
  const reader = new Reader(dirs, onProgress);
  try {
    await reader.requireRuns([base, head]);
    const after = await reader.read(head, null);
    const problems = ruleProblems(after.workspace);
    if (problems.length > 0) throw new Unreadable([], problems);
    const before = await reader.read(base, after.workspace.dirs);
    const diff = diffSides(before, after);
    return { diff, isMade: true, unreadable: errorsOf(diff, before, after), problems: [] };
  } catch (error) {
    const diff: Diff = { schemaVersion: 1, verdict: 'cannot-tell', runs: [] };
    const nothing = { diff, isMade: false };
    if (error instanceof GitRefError) return { ...nothing, unreadable: [error.message], problems: [] };
    if (!(error instanceof Unreadable)) throw error;
    return { ...nothing, unreadable: error.sentences, problems: error.problems };
  } finally {
    await reader.dispose();
  }
}
