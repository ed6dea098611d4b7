import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { formatShare } from '../../model/text/format.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import { releaseTest } from '../../history/compare/release-test.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Paths } from '../../store/paths.ts';
import { lookWarnings } from './look-warnings.ts';
import { leftOutOf, leftOutRemedy, leftOutText } from '../../report/targets/left-out.ts';
import type { ProjectWarning } from './project-warning.ts';
import { TextPlaces } from './text-places.ts';
import { showPath } from './value-path.ts';

/** Warns about valid input in project.json that is probably a mistake. */
export async function projectWarnings(
  project: Project,
  runs: readonly RunMeasures[],
  paths: Paths,
): Promise<Problem[]> {
  const { data, shownFrom } = paths;
  const warnings = [
    ...unknownNames(project, runs),
    ...unknownMeasures(project, runs),
    ...unusedMatches(project, runs),
    ...uncountedObjectives(project, runs),
    ...wholeShares(project),
    ...unknownRelease(project, runs),
    ...lookWarnings(project.look, paths),
  ];
  if (warnings.length === 0) return [];
  const path = join(data, 'project.json');
  const places = new TextPlaces(await readFile(path, 'utf8'));
  return warnings.map((one) =>
    problem('warning', relative(shownFrom, path), `\`${showPath(one.path)}\`${one.message}`, {
      ...places.ofValue(one.path),
      path: showPath(one.path),
      found: showFound(one.found),
      hint: one.hint,
    }),
  );
}

/** A pattern of releases that no version matches: every run is then compared with the latest one. */
function unknownRelease(project: Project, runs: readonly RunMeasures[]): ProjectWarning[] {
  const isRelease = releaseTest(project);
  if (isRelease === null || runs.length === 0 || runs.some(isRelease)) return [];
  return [
    {
      path: ['baseline', 'release'],
      found: project.baseline?.release,
      message: ': no run has a version that matches, so runs are compared with the latest run.',
      hint: 'Correct the glob, or set `version` in run.json.',
    },
  ];
}

/** The largest plausible bound on a share: 1 is everything. Memory may grow by more than 100%, but hardly tenfold. */
function largestPlausible(metric: string): number {
  if (metricOf(metric).unit !== 'share') return Infinity;
  return metric === 'memory.growth' ? 10 : 1;
}

/** Upper bounds on shares that are hardly ever missed: 1 is all requests, and 50 probably means 50%. */
function wholeShares({ targets }: Project): ProjectWarning[] {
  return targets.flatMap((target, i) =>
    (['below', 'atMost'] as const).flatMap((key) => {
      const bound = target[key];
      if (bound === undefined || bound < largestPlausible(target.metric)) return [];
      const message = ` of ${target.metric} is ${formatShare(bound)}, which is almost always met.`;
      const hint = 'A share of 1 means 100%. Write 0.01 for 1%.';
      return { path: ['targets', i, key], found: bound, message, hint };
    }),
  );
}

/** A name in project.json that refers to the runs. */
interface Named {
  readonly path: readonly PropertyKey[];
  readonly kind: 'endpoint' | 'scenario';
  readonly name: string;
  /** The consequence if no run has it. */
  readonly result: string;
}

/** The endpoint of all samples pooled. */
const pooled = '*';

/** Names in project.json that no run has. A target with such a name is never measured, and so never missed. */
function unknownNames(project: Project, runs: readonly RunMeasures[]): ProjectWarning[] {
  const named = namesOf(project);
  // Before the first run there is nothing to compare with.
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
    .filter(({ kind, name }) => !known[kind].some((one) => meansEndpoint(name, one)))
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

/** Labels shown in a hint. */
const mostLabels = 3;

/** Aliases whose globs match no label of any run: the endpoints stay as the tool names them. */
function unusedMatches({ endpoints }: Project, runs: readonly RunMeasures[]): ProjectWarning[] {
  if (runs.length === 0) return [];
  const known = new Set(
    runs.flatMap(({ response, transactions, metricValues }) =>
      [...response, ...transactions, ...metricValues].flatMap(({ endpoint }) => endpoint ?? []),
    ),
  );
  const aliases = new Set(endpoints.map(({ id }) => id));
  const labels = [...known].filter((name) => name !== pooled && !aliases.has(name));
  const shown = labels.slice(0, mostLabels).map((label) => `"${showFound(label)}"`);
  const rest = labels.length > mostLabels ? ` and ${labels.length - mostLabels} more` : '';
  return endpoints.flatMap(({ id, match = [] }, i) =>
    match.length === 0 || known.has(id)
      ? []
      : [
          {
            path: ['endpoints', i, 'match'],
            found: match,
            message: `: no label in the raw files matches, so no run has the endpoint "${showFound(id)}".`,
            hint:
              shown.length === 0
                ? 'Every endpoint of the runs already belongs to another entry.'
                : `Labels without an entry: ${shown.join(', ')}${rest}.`,
          },
        ],
  );
}

/** Objectives about requests that files do not count. */
function uncountedObjectives({ objectives }: Project, runs: readonly RunMeasures[]): ProjectWarning[] {
  return objectives.flatMap((objective, i) => {
    const own = runs.flatMap(({ id, objectives: counts = [] }) =>
      counts
        .filter((one) => one.objective === objective.id)
        .map(({ counted: found, scenarios, leftOut }) => ({
          run: id,
          count: found?.count ?? null,
          scenarios,
          leftOut,
        })),
    );
    const leftOut = leftOutOf(own);
    if (leftOut.length === 0) return [];
    return {
      path: ['objectives', i],
      found: objective.id,
      message: ` leaves out requests that cannot be counted: ${leftOut.map(leftOutText).join('; ')}.`,
      hint: leftOutRemedy({ objective, runs: own }),
    };
  });
}

/** Targets on measures that no run has: a measure goes by the name in its file. */
function unknownMeasures({ targets }: Project, runs: readonly RunMeasures[]): ProjectWarning[] {
  if (runs.length === 0) return [];
  const known = distinct(
    runs.flatMap(({ metricValues }) =>
      metricValues.flatMap(({ metric }) => (metric.startsWith('measure.') ? metric : [])),
    ),
  );
  return targets.flatMap(({ metric }, i) =>
    !metric.startsWith('measure.') || known.includes(metric)
      ? []
      : [
          {
            path: ['targets', i, 'metric'],
            found: metric,
            message: `: no run has the measure "${showFound(metric)}", so this target is never measured.`,
            hint: didYouMean(metric, known) ?? 'No file of any run contains a measure.',
          },
        ],
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
      result: `, so it counts no ${key}`,
    })),
  );
  return [...inTargets, ...inLists];
}
