import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../model/did-you-mean.ts';
import { problem, showFound, type Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { Dirs } from './load-workspace.ts';
import { Places, showPath } from './validate.ts';

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
export async function unknownToRuns(
  project: Project,
  runs: readonly RunMeasures[],
  { dataDir, cwd }: Pick<Dirs, 'dataDir' | 'cwd'>,
): Promise<Problem[]> {
  // Before the first run nothing can be known of it.
  if (runs.length === 0) return [];
  const known = {
    endpoint: distinct(runs.flatMap(({ figures }) => figures.flatMap(({ endpoint }) => endpoint ?? []))),
    scenario: distinct(
      runs.flatMap(({ figures, scenarios }) => [
        ...figures.flatMap(({ scenario }) => scenario ?? []),
        ...scenarios.map(({ id }) => id),
      ]),
    ),
  };
  const unknown = namesOf(project).filter(({ kind, name }) => !known[kind].includes(name));
  if (unknown.length === 0) return [];
  const path = join(dataDir, 'project.json');
  const places = new Places(await readFile(path, 'utf8'));
  return unknown.map((one) =>
    problem(
      'warning',
      relative(cwd, path),
      `\`${showPath(one.path)}\`: no run has the ${one.kind} "${showFound(one.name)}"${one.result}.`,
      {
        ...places.ofValue(one.path),
        path: showPath(one.path),
        found: showFound(one.name),
        hint: didYouMean(
          one.name,
          known[one.kind].filter((name) => name !== pooled),
        ),
      },
    ),
  );
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
