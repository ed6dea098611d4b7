import type { Digest } from '../../model/documents/digest.ts';
import { commitOf } from '../../ingest/record/merge-digests.ts';
import { secondsOf } from '../../ingest/record/digests-span.ts';
import { isSampled } from '../../ingest/record/test-totals.ts';
import { present } from '../../model/checked.ts';
import type { Problem } from '../../model/problem.ts';
import { formatNumber } from '../../model/text/format.ts';
import { problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';
import type { Disagreement, ResponseRow, RunMeasures, ScenarioMeasures } from '../../model/run-measures.ts';
import { sourcesOf } from '../../ingest/split-reports.ts';
import { kindOf } from '../kind-of-run.ts';
import { measureRows } from './measure-rows.ts';
import { wantedShares } from './own-percentiles.ts';
import { judgedShares } from './reported-bounds.ts';
import { endpointNames } from './endpoint-names.ts';
import { longPauses, pauseProblem } from './times/files-apart.ts';
import { judgedValues } from './judged-values.ts';
import { metricValuesOf } from './metric-values.ts';
import { findAll } from '../findings/find.ts';
import { gather, type GatheredEndpoint, type GatheredScenario } from './gather.ts';
import { quantileBandOf } from './quantile-bands.ts';
import { batchesOf, distributionOf, responseRow } from './response-row.ts';
import { cpuCurves, cpuMeasures, memoryCurves, memoryMeasures } from './resource-measures.ts';
import type { RunInput } from './run-input.ts';
import { startOf } from './run-start.ts';
import { distinguishFiles } from './unnamed-readings.ts';
import { scalingOf } from '../steps/scaling.ts';
import { errorRow, scenarioMeasures, throughputRow, throughputRows } from './scenario-measures.ts';
import { objectiveCounts } from '../targets/objective-counts.ts';
import { sharesWithin } from '../targets/samples-to-settle.ts';
import { onOneClock } from './one-clock.ts';
import { ignoredSteps, stepsOfRun } from '../steps/steps-of-run.ts';
import { judgeTargets } from '../targets/targets.ts';
import { reportedTimeline, timelineOf } from './timeline.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** The most endpoints whose distribution is stored for charts, the slowest first. */
const mostDistributions = 24;

/**
 * Everything that can be computed of one run alone.
 *
 *   digests -> gathered by scenario -> rows -> metric values -> targets -> findings
 */
export function measureRun(input: RunInput): RunMeasures {
  const { project } = input;
  // What a person states outranks what a file recorded.
  const manifest = { ...commitOf(input.digests), ...input.manifest };
  const start = startOf(input);
  const { digests, problems } = onOneClock(distinguishFiles(input.digests), start.firstSampleMs, input.place);
  const gathered = gather(digests);
  const kind = kindOf(digests);
  const measures = measureRows(digests, project, input.place);
  const scenarios = scenariosOf(input, gathered);
  const rows = rowsOf(gathered, project);
  const errors = gathered.flatMap(
    (one) =>
      errorRow(
        one,
        present(
          scenarios.find(({ id }) => id === one.id),
          'each scenario with files is measured',
        ),
      ) ?? [],
  );
  const history = digests.flatMap((digest) => digest.timeline);
  const parameters = digests.flatMap((digest) => digest.parameters ?? []);
  const steps = stepsOfRun({ gathered, scenarios, history, targets: project.targets }, () =>
    metricValuesOf({ ...rows, errors, throughput: [], memory: [], cpu: [], measures: [], kind }),
  );
  const timelines = gathered.flatMap((one) => {
    return (
      (one.pooled === null ? null : timelineOf(one.pooled.digest)) ?? reportedTimeline(one.id, history) ?? []
    );
  });
  const usersOf = (id: string): number | null => {
    const seen =
      timelines.find(({ scenario }) => scenario === id)?.points.flatMap((point) => point.users ?? []) ?? [];
    return seen.length === 0 ? null : largest(seen);
  };
  const measured = {
    ...rows,
    throughput: throughputRows(gathered, (one) => {
      const scenario = present(
        scenarios.find(({ id }) => id === one.id),
        'each gathered scenario is described',
      );
      const own = steps.filter((step) => step.scenario === one.id);
      return throughputRow(one, scenario, own, project, usersOf(one.id));
    }),
    errors,
    memory: memoryMeasures(digests),
    cpu: cpuMeasures(digests, scenarios),
    measures: measures.rows,
    kind,
  };
  const apart = doublesApart(gathered);
  const pauses = longPauses(input.digests);
  const withoutFindings = {
    id: input.id,
    manifest,
    startedAt: start.startedAt,
    orderedBy: start.orderedBy,
    durationSeconds: manifest.durationSeconds ?? runDuration(scenarios, digests),
    scenarios,
    ...measured,
    steps,
    scaling: scalingOf(steps),
    within: sharesWithin(project, gathered),
    ...(project.objectives.length > 0 && { objectives: objectiveCounts(project.objectives, gathered) }),
    metricValues: metricValuesOf(measured),
    batches: [
      ...gathered.flatMap(({ endpoints }) => endpoints),
      ...pooledOf(gathered),
      ...gathered.flatMap(({ transactions }) => transactions),
    ].flatMap((one) => batchesOf(one) ?? []),
    timelines,
    distributions: distributionsOf(gathered),
    quantileBands: slowestEndpoints(gathered).flatMap((one) => quantileBandOf(one) ?? []),
    memoryCurves: memoryCurves(digests, start.firstSampleMs),
    cpuCurves: cpuCurves(digests, scenarios),
    sources: sourcesOf(digests),
    ...(input.hosts === undefined || input.hosts.origins.length === 0 ? {} : { hosts: input.hosts }),
    systemFromFiles: systemOf(digests),
    ...(parameters.length > 0 && { benchmarkParameters: parameters }),
    ...(apart.length > 0 && { disagreements: apart }),
    ...(pauses.length > 0 && { pauses }),
    problems: [
      ...input.problems,
      ...problems,
      ...measures.problems,
      ...apart.map((one) => disagreementProblem(one, input.place)),
      ...pauses.map((text) => pauseProblem(text, input.place)),
      ...ignoredSteps(scenarios, steps, input.place),
    ],
  };
  const targets = judgeTargets(project, judgedValues(withoutFindings), withoutFindings.within, kind);
  return {
    ...withoutFindings,
    findings: findAll({ measures: withoutFindings, targets, project, scenarios: gathered, digests }),
  };
}

/** The scenarios of a run: the manifest's in its order, then those that only files name. */
function scenariosOf(input: RunInput, gathered: readonly GatheredScenario[]): ScenarioMeasures[] {
  const stated = input.manifest.scenarios ?? [];
  const ofMeasures = input.digests.flatMap(({ measures }) =>
    measures.flatMap(({ endpoint, scenario }) => (endpoint === undefined ? [] : (scenario ?? []))),
  );
  const ids = [...new Set([...stated.map(({ id }) => id), ...gathered.map(({ id }) => id), ...ofMeasures])];
  return ids.map((id) => {
    const own = input.digests.filter((digest) => digest.endpoints.some((one) => one.scenario === id));
    return scenarioMeasures(
      id,
      gathered.find((one) => one.id === id),
      stated.find((one) => one.id === id),
      {
        startedAtMs: startedAtOf(clocksOf(own, id)),
        durationSeconds: secondsOf(own),
        warmupRequests: own.reduce((sum, digest) => sum + digest.leftOut, 0),
      },
    );
  });
}

type Rows = Pick<RunMeasures, 'response' | 'pooled' | 'transactions'>;

function rowsOf(gathered: readonly GatheredScenario[], project: Project): Rows {
  const names = endpointNames(project);
  const wishes = {
    apdexThresholdMs: project.apdexThresholdMs,
    shares: wantedShares(project),
    judged: judgedShares(project),
  };
  const rows = (pick: (one: GatheredScenario) => readonly GatheredEndpoint[]): RunMeasures['response'] =>
    gathered.flatMap((scenario) => {
      const seconds = (one: GatheredEndpoint): number | null =>
        scenario.total.isWithoutClock ? ownSpan(one) : scenario.total.durationSeconds;
      return pick(scenario).map((one) =>
        withTotalRate(responseRow(one, names(one.digest.endpoint), seconds(one), wishes), scenario),
      );
    });
  return {
    response: rows(({ endpoints }) => endpoints),
    pooled: rows((scenario) => pooledOf([scenario])),
    transactions: rows(({ transactions }) => transactions),
  };
}

/** All requests of each scenario, where their response times are known. */
const pooledOf = (gathered: readonly GatheredScenario[]): GatheredEndpoint[] =>
  gathered.flatMap(({ pooled }) => (pooled?.digest.latency == null ? [] : [pooled]));

/** A row of all requests has the rate of the scenario. */
const withTotalRate = (row: ResponseRow, { total }: GatheredScenario): ResponseRow =>
  row.endpoint === '*' && row.count === total.count
    ? { ...row, requestsPerSecond: total.requestsPerSecond }
    : row;

/** The span of the only file that measured an endpoint; several without a common clock have none together. */
function ownSpan({ digest, files }: GatheredEndpoint): number | null {
  const { firstStartMs, lastEndMs } = digest;
  return files.length !== 1 || firstStartMs === null || lastEndMs === null
    ? null
    : (lastEndMs - firstStartMs) / 1_000;
}

const distributionsOf = (gathered: readonly GatheredScenario[]): RunMeasures['distributions'] =>
  slowestEndpoints(gathered).flatMap((one) => distributionOf(one) ?? []);

const slowestEndpoints = (gathered: readonly GatheredScenario[]): GatheredEndpoint[] =>
  gathered
    .flatMap(({ endpoints }) => endpoints)
    .toSorted((a, b) => (b.digest.latency?.mean ?? 0) - (a.digest.latency?.mean ?? 0))
    .slice(0, mostDistributions);

/** The digests whose times count for a scenario: those with samples of it. What a tool reports beside them often has none. */
function clocksOf(own: RunInput['digests'], id: string): RunInput['digests'] {
  const sampled = own.filter(({ endpoints }) =>
    endpoints.some((one) => one.scenario === id && isSampled(one)),
  );
  return sampled.length === 0 ? own : sampled;
}

/** When the first of the digests starts; null where one of them has no clock. */
function startedAtOf(digests: RunInput['digests']): number | null {
  const starts = digests.map((one) => (one.isRelativeTime ? null : one.startedAtMs));
  const known = starts.filter((start) => start !== null);
  return known.length === 0 || known.length < starts.length ? null : smallest(known);
}

/** Of one scenario its own; of several from the first start to the last end. Null if their files share no clock. */
function runDuration(scenarios: readonly ScenarioMeasures[], digests: RunInput['digests']): number | null {
  const tests = digests.filter(({ endpoints }) => endpoints.length > 0);
  if (tests.length === 0) return secondsOf(digests);
  const [only] = scenarios;
  if (only !== undefined && scenarios.length === 1) return only.durationSeconds;
  const isClocked = ({ isRelativeTime, startedAtMs }: RunInput['digests'][number]): boolean =>
    !isRelativeTime && startedAtMs !== null;
  return tests.length === 1 || tests.every(isClocked) ? secondsOf(tests) : null;
}

/** Results that a tool reports beside its samples should agree with them to 1%. */
const agreement = 0.01;

function doublesApart(gathered: readonly GatheredScenario[]): Disagreement[] {
  const whole = wholeOf(gathered);
  return gathered.flatMap(({ id, doubles }) =>
    doubles.flatMap(({ printed, counted }) => {
      const mine = counted?.digest;
      const isTotal = printed.digest.endpoint === '*';
      const pairs = [
        ['number of requests', printed.digest.count, mine?.count, whole.count],
        ['mean response time in ms', printed.digest.latency?.mean, mine?.latency?.mean, whole.mean],
      ] as const;
      return pairs.flatMap(([what, theirs, ours, ofAll]) =>
        !isApart(theirs, ours) || (isTotal && !isApart(theirs, ofAll))
          ? []
          : [
              {
                file: printed.files[0] ?? null,
                message: `Scenario "${id}": the ${what} that the tool reports (${formatNumber(theirs ?? 0, 4)}) differs by more than 1% from the samples (${formatNumber(ours ?? 0, 4)}).`,
              },
            ],
      );
    }),
  );
}

const disagreementProblem = ({ file, message }: Disagreement, folder: string): Problem =>
  problem('warning', file === null ? folder : `${folder}/${file}`, message, {
    hint: 'Only the samples are counted. Check that both files belong to the same test.',
  });

function isApart(theirs: number | null | undefined, ours: number | null | undefined): boolean {
  return (
    typeof theirs === 'number' &&
    typeof ours === 'number' &&
    ours > 0 &&
    Math.abs(theirs / ours - 1) > agreement
  );
}

/** Samples of all scenarios together: a tool's total is of them all, k6's with the requests of its setup. */
function wholeOf(gathered: readonly GatheredScenario[]): { count: number; mean: number } {
  const sampled = gathered.flatMap(({ pooled }) => (pooled === null ? [] : [pooled.digest]));
  const timed = sampled.reduce((sum, one) => sum + (one.latency?.count ?? 0), 0);
  const total = sampled.reduce((sum, { latency }) => sum + (latency?.mean ?? 0) * (latency?.count ?? 0), 0);
  return {
    count: sampled.reduce((sum, one) => sum + (one.count ?? 0), 0),
    mean: timed === 0 ? 0 : total / timed,
  };
}

/**
 * What the files state of the system. The runtime is the one that the tool of the test names; else that of the sampled
 * processes, with its version where one has it, unless they run on different ones.
 */
function systemOf(digests: readonly Digest[]): Record<string, string> {
  const system = Object.assign({}, ...digests.map((digest) => digest.system)) as Record<string, string>;
  const isOfTest = ({ endpoints, measures }: Digest): boolean => endpoints.length + measures.length > 0;
  const named = (some: readonly Digest[]): string[] =>
    some.flatMap((digest) => digest.system.runtime ?? []).toSorted((a, b) => b.length - a.length);
  const sampled = named(digests.filter((digest) => !isOfTest(digest)));
  const isOne = new Set(sampled.map((name) => name.split(' ')[0])).size === 1;
  const runtime = named(digests.filter(isOfTest))[0] ?? (isOne ? sampled[0] : undefined);
  const { runtime: _, ...rest } = system;
  return runtime === undefined ? rest : { ...rest, runtime };
}
