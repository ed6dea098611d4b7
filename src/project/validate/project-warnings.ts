import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import { formatShare } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { Project } from '../../model/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Dirs } from '../../store/dirs.ts';
import { Places } from './validate.ts';
import { showPath } from './value-path.ts';

/** What a valid project.json says that is hardly meant, and where. */
interface Remark extends Pick<Problem, 'message' | 'hint'> {
  readonly path: readonly PropertyKey[];
  readonly found: unknown;
}

/** What is valid in project.json, yet hardly meant. */
export async function projectWarnings(
  project: Project,
  runs: readonly RunMeasures[],
  { dataDir, cwd }: Pick<Dirs, 'dataDir' | 'cwd'>,
): Promise<Problem[]> {
  const remarks = [...unknownNames(project, runs), ...wholeShares(project)];
  if (remarks.length === 0) return [];
  const path = join(dataDir, 'project.json');
  const places = new Places(await readFile(path, 'utf8'));
  return remarks.map((one) =>
    problem('warning', relative(cwd, path), `\`${showPath(one.path)}\`${one.message}`, {
      ...places.ofValue(one.path),
      path: showPath(one.path),
      found: showFound(one.found),
      hint: one.hint,
    }),
  );
}

/** A growth may well be more than all there was; tenfold is hardly meant. Of other metrics that are shares 1 is all. */
function mostMeant(metric: string): number {
  if (metricOf(metric).unit !== 'share') return Infinity;
  return metric === 'memory.growth' ? 10 : 1;
}

/** Upper bounds on shares that are no share of anything: 1 is all requests, and 50 was meant as 50 %. */
function wholeShares({ targets }: Project): Remark[] {
  return targets.flatMap((target, i) =>
    (['below', 'atMost'] as const).flatMap((key) => {
      const bound = target[key];
      if (bound === undefined || bound < mostMeant(target.metric)) return [];
      const message = ` of ${target.metric} is ${formatShare(bound)}: a target that hardly anything misses.`;
      const hint = 'A share of 1 is 100 %: write 0.01 for 1 %.';
      return { path: ['targets', i, key], found: bound, message, hint };
    }),
  );
}

/** A name that project.json takes from the runs, and where it stands there. */
interface Named {
  readonly path: readonly PropertyKey[];
  readonly kind: 'endpoint' | 'scenario';
  readonly name: string;
  /** What comes of it when no run has it. */
  readonly result: string;
}

/** Stands for all samples pooled. */
const pooled = '*';

/** Names in project.json that no run has: a target of such a name is never measured, and so never missed. */
function unknownNames(project: Project, runs: readonly RunMeasures[]): Remark[] {
  const named = namesOf(project);
  // Before the first run nothing can be known of it.
  if (runs.length === 0 || named.length === 0) return [];
  const known = {
    endpoint: distinct(
      runs.flatMap(({ metricValues }) => metricValues.flatMap(({ endpoint }) => endpoint ?? [])),
    ),
    scenario: distinct(
      runs.flatMap(({ metricValues, scenarios }) => [
        ...metricValues.flatMap(({ scenario }) => scenario ?? []),
        ...scenarios.map(({ id }) => id),
      ]),
    ),
  };
  return named
    .filter(({ kind, name }) => !known[kind].includes(name))
    .map(({ path, kind, name, result }) => ({
      path,
      found: name,
      message: `: no run has the ${kind} "${showFound(name)}"${result}.`,
      hint: didYouMean(
        name,
        known[kind].filter((one) => one !== pooled),
      ),
    }));
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

function namesOf({ targets, messages = [], sessions = [] }: Project): Named[] {
  const inTargets = targets.flatMap((target, i) =>
    (['scenario', 'endpoint'] as const).flatMap((kind) => {
      const name = target[kind];
      if (name === undefined || name === pooled) return [];
      return { path: ['targets', i, kind], kind, name, result: ', so this target is never measured' };
    }),
  );
  const inLists = Object.entries({ messages, sessions }).flatMap(([key, names]) =>
    names.map((name, i) => ({
      path: [key, i],
      kind: 'endpoint' as const,
      name,
      result: `, so it gives no ${key}`,
    })),
  );
  return [...inTargets, ...inLists];
}
