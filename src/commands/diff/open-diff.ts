import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../../model/checked.ts';
import type { Diff } from '../../model/documents/diff.ts';
import type { Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { diffRuns, diffTwoRuns } from '../../diff/diff-runs.ts';
import { ruleChanges, type Rules } from '../../diff/rule-changes.ts';
import type { RuleChange } from '../../model/documents/rule-change.ts';
import { checkOutRef, GitRefError, useRulesOf, type CheckedOutRef } from '../../store/git-ref.ts';
import {
  folderAt,
  headFolder,
  placeAtRef,
  placeChanges,
  placeInHead,
  samePlace,
  type PlaceAtRef,
} from './place-at-ref.ts';
import { changedPublicFiles } from './public-files.ts';
import { readProjectFiles, type ProjectFiles } from '../../project/load-workspace.ts';
import type { OnProgress } from '../../project/read/load-options.ts';
import type { Paths } from '../../store/paths.ts';
import { ruleProblems } from '../../project/validate/rule-problems.ts';
import { isMerged } from '../../store/git-merged.ts';
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
  /** Whose rules both were read by. */
  readonly rulesOf: 'base' | 'head';
  /** Where the base has the project. */
  readonly place: PlaceAtRef;
  /** True if a branch with the head's runs may still be merged: no comparison of two runs, or of releases of the main branch. */
  readonly isBeforeMerging: boolean;
}

const refPrefix = 'git:';

/** True for a git ref, false for the id of a run. */
export const isRef = (name: string): boolean => name.startsWith(refPrefix);

const nameOf = (ref: string): string => ref.slice(refPrefix.length);

/** True for a project that judges its own runs: one with rules, or with runs that are judged by default rules. */
const judges = ({ data }: Paths, { found }: ProjectFiles): boolean =>
  found.length > 0 || existsSync(join(data, 'project.json'));

/** Base or head of a diff: a workspace, and the selected runs. */
interface Side {
  readonly workspace: Workspace;
  readonly reports: readonly RunReport[];
  /** The run, if the command line names a run; null if it names a ref. */
  readonly run: RunReport | null;
}

/** Base and head, and the rules by which both are read. */
interface BothSides {
  readonly before: Side;
  readonly after: Side;
  readonly rules: { readonly judging: Rules; readonly changes: RuleChange[]; readonly of: 'base' | 'head' };
  readonly place: PlaceAtRef;
  readonly publicFiles: readonly string[];
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

/** How a diff is opened. */
export interface DiffOptions {
  readonly onProgress?: OnProgress;
  /** The working tree, and with it the given paths, is that of the base. Else it is that of the head. */
  readonly isInBase?: boolean;
}

/** Reads each workspace once, and removes temporary checkouts. */
class Reader {
  readonly #paths: Paths;
  readonly #onProgress: OnProgress | undefined;
  readonly #isInBase: boolean;
  readonly #refs: CheckedOutRef[] = [];
  #own: Promise<Workspace> | null = null;

  constructor(paths: Paths, { onProgress, isInBase = false }: DiffOptions) {
    this.#paths = paths;
    this.#onProgress = onProgress;
    this.#isInBase = isInBase;
  }

  async #open(paths: Paths): Promise<Workspace> {
    return openWorkspace(paths, this.#onProgress);
  }

  /** Reads base and head by the rules of one of them. */
  async readBoth(base: string, head: string): Promise<BothSides> {
    const place = await this.#placeOf(base, head);
    const [inBase, inHead] = this.#isInBase ? [undefined, headFolder(place)] : [folderAt(place)];
    const [from, to] = [await this.#pathsOf(base, inBase), await this.#pathsOf(head, inHead)];
    const [before, after] = [await readProjectFiles(from), await readProjectFiles(to)];
    // A base without rules and runs has nothing that could change.
    const isJudging = isRef(base) && isRef(head) && judges(from, before);
    const isByBase = isJudging && before.project.gate.rulesFrom === 'base';
    const judging = isByBase ? before : after;
    const problems = [
      ...ruleProblems({ paths: isByBase ? from : to, problems: judging.problems }),
      ...(isByBase ? ruleProblems({ paths: to, problems: after.problems }) : []),
    ];
    if (problems.length > 0) throw new Unreadable([], problems);
    if (isRef(base) && !isByBase) await useRulesOf(to, from);
    if (isByBase) await useRulesOf(from, to);
    return {
      before: await this.#read(base, from),
      after: await this.#read(head, to),
      rules: {
        judging,
        of: isByBase ? 'base' : 'head',
        changes: [...placeChanges(place), ...(isJudging ? ruleChanges(before, after) : [])],
      },
      place,
      publicFiles:
        isRef(base) && isRef(head)
          ? await changedPublicFiles(nameOf(base), nameOf(head), this.#paths, headFolder(place))
          : [],
    };
  }

  async #placeOf(base: string, head: string): Promise<PlaceAtRef> {
    if (!isRef(base) || !isRef(head)) return samePlace;
    return this.#isInBase
      ? placeInHead(nameOf(base), nameOf(head), this.#paths)
      : placeAtRef(nameOf(base), this.#paths);
  }

  async #pathsOf(name: string, elsewhere?: string): Promise<Paths> {
    if (!isRef(name)) return this.#paths;
    const ref = await checkOutRef(nameOf(name), this.#paths, elsewhere);
    this.#refs.push(ref);
    return ref.paths;
  }

  async #read(name: string, paths: Paths): Promise<Side> {
    if (!isRef(name)) return this.#named(name);
    const workspace = await this.#open(paths);
    return { workspace, reports: workspace.reports, run: null };
  }

  /** Throws if any name is neither a ref nor a run; the error lists all of them. */
  async requireRuns(names: readonly string[]): Promise<void> {
    const ids = names.filter((name) => !isRef(name));
    if (ids.length === 0) return;
    const known = (await this.#ownWorkspace()).reports.map(({ id }) => id);
    const unknown = [...new Set(ids)].filter((id) => !known.includes(id));
    if (unknown.length > 0)
      throw new Unreadable(
        unknown.map((id) => `${unknownRun(id, known)} A git ref is written ${refPrefix}REF.`),
      );
  }

  #ownWorkspace(): Promise<Workspace> {
    return (this.#own ??= this.#open(this.#paths));
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

/** Two run ids are of nights or of builds. A run id beside a ref is in the working tree, so its branch is that of git's HEAD. */
async function isBeforeMerging(
  base: string,
  head: string,
  paths: Paths,
  mainBranch: string,
): Promise<boolean> {
  if (!isRef(base) && !isRef(head)) return false;
  return !(await isMerged(paths.data, isRef(head) ? nameOf(head) : 'HEAD', mainBranch));
}

function diffSides(base: Side, head: Side, { project, annotations }: Rules): Diff {
  const { reports } = head.workspace;
  return base.run !== null && head.run !== null
    ? diffTwoRuns(base.run, head.run, reports, project, annotations)
    : diffRuns(base.reports, head.reports, project, annotations);
}

/**
 * The diff between two run ids or git refs (`git:main`). Two refs are read by the rules of the base, so that a pull
 * request is not judged by rules of its own, unless the base has none or says `gate.rulesFrom: head`. If something
 * cannot be read, the diff has the verdict `cannot-tell` and the result gives the reason.
 */
export async function openDiff(
  base: string,
  head: string,
  paths: Paths,
  options: DiffOptions = {},
): Promise<OpenedDiff> {
  const reader = new Reader(paths, options);
  try {
    await reader.requireRuns([base, head]);
    const { before, after, rules, place, publicFiles } = await reader.readBoth(base, head);
    const diff: Diff = {
      ...diffSides(before, after, rules.judging),
      rules: rules.changes,
      ...(publicFiles.length === 0 ? {} : { publicFiles: [...publicFiles] }),
    };
    const unreadable = errorsOf(diff, before, after);
    const { mainBranch } = rules.judging.project;
    return {
      ...{ diff, isMade: true, rulesOf: rules.of, place, unreadable, problems: [] },
      isBeforeMerging: await isBeforeMerging(base, head, paths, mainBranch),
    };
  } catch (error) {
    const diff: Diff = { schemaVersion: 1, verdict: 'cannot-tell', runs: [] };
    const nothing = {
      ...{ diff, isMade: false, rulesOf: 'base' as const, place: samePlace },
      isBeforeMerging: false,
    };
    if (error instanceof GitRefError) return { ...nothing, unreadable: [error.message], problems: [] };
    if (!(error instanceof Unreadable)) throw error;
    return { ...nothing, unreadable: error.sentences, problems: error.problems };
  } finally {
    await reader.dispose();
  }
}
