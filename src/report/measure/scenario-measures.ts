import { ofLoad } from '../../model/lifecycle.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import type { ManifestScenario } from '../../model/documents/manifest.ts';
import type { Project } from '../../model/documents/project.ts';
import type {
  ErrorRow,
  OwnRate,
  ScenarioMeasures,
  StepMeasures,
  ThroughputRow,
} from '../../model/run-measures.ts';
import { isSampled, type TestTotal } from '../../ingest/record/test-totals.ts';
import { endpointNames } from './endpoint-names.ts';
import { mostFrequent } from './most-frequent.ts';
import type { GatheredEndpoint, GatheredScenario } from './gather.ts';
import { errorInterval } from './run-intervals.ts';
import { stretchesOfAll } from './stretches.ts';
import { sustainedUsers } from '../steps/sustained-users.ts';
import { largest } from '../../model/long-lists.ts';

/** A scenario as it was run: what the manifest says, filled from the files. */
export function scenarioMeasures(
  id: string,
  gathered: GatheredScenario | undefined,
  stated: ManifestScenario | undefined,
  options: {
    /** First start that the files or their tools state; null without a clock. */
    startedAtMs: number | null;
    durationSeconds: number | null;
    warmupRequests: number;
  },
): ScenarioMeasures {
  return {
    id,
    name: stated?.name ?? id,
    description: stated?.description ?? null,
    users: stated?.users ?? null,
    loadModel: stated?.loadModel ?? null,
    parameters: stated?.parameters ?? {},
    startedAt: options.startedAtMs === null ? null : new Date(options.startedAtMs).toISOString(),
    durationSeconds: gathered === undefined ? options.durationSeconds : spanOfTotal(gathered.total),
    warmupSeconds: stated?.warmupSeconds ?? null,
    warmupRequests: options.warmupRequests,
    steps: stated?.steps ?? [],
    files: gathered === undefined ? [] : filesOf(gathered.endpoints),
  };
}

/** From the first start to the last end, pauses included. */
const spanOfTotal = ({ spanSeconds, durationSeconds }: TestTotal): number | null =>
  spanSeconds ?? durationSeconds;

const filesOf = (endpoints: readonly GatheredEndpoint[]): string[] => [
  ...new Set(endpoints.flatMap((one) => one.files)),
];

/**
 * What counts as all of a scenario's requests: its endpoints, or the one total that a tool printed. Samples that distinguish
 * no endpoints (ab's) are of all requests: what is printed of endpoints beside them is the same requests again.
 */
function countedEndpoints({ endpoints }: GatheredScenario): readonly GatheredEndpoint[] {
  const sampled = endpoints.filter(({ digest }) => isSampled(digest));
  return sampled.some(({ digest }) => digest.endpoint === '*') ? sampled : endpoints;
}

/** A scenario around the load: a few requests of one virtual user, whose rate says nothing. */
const withoutLoad = (row: ThroughputRow): ThroughputRow => ({
  ...row,
  ...{ requestsPerSecond: null, messagesPerMinute: null, sessionsPerMinute: null },
  ...{ maxUsers: null, sustainedUsers: null, sustainedInterval: null },
});

/** Throughput of each scenario. */
export function throughputRows(
  gathered: readonly GatheredScenario[],
  rowOf: (one: GatheredScenario) => ThroughputRow,
): ThroughputRow[] {
  const load = ofLoad(gathered, ({ id }) => id);
  return gathered.map((one) => (load.includes(one) ? rowOf(one) : withoutLoad(rowOf(one))));
}

/** Throughput of one scenario. */
export function throughputRow(
  scenario: GatheredScenario,
  measures: ScenarioMeasures,
  steps: readonly StepMeasures[],
  project: Project,
  timelineUsers: number | null,
): ThroughputRow {
  const counted = countedEndpoints(scenario);
  const { count, requestsPerSecond, durationSeconds, spanSeconds, isWithoutClock } = scenario.total;
  const isReported =
    scenario.total.isReportedRate === true || !scenario.endpoints.some(({ digest }) => isSampled(digest));
  const sustained = sustainedUsers(steps);
  const users = [
    // What a tool printed of the same requests beside their samples has the users that these lack.
    ...scenario.endpoints.flatMap(({ digest }) => digest.maxUsers ?? []),
    ...(scenario.pooled?.digest.maxUsers == null ? [] : [scenario.pooled.digest.maxUsers]),
    ...(timelineUsers === null ? [] : [timelineUsers]),
  ];
  return {
    scenario: scenario.id,
    users: measures.users,
    requestsPerSecond,
    ...(isReported && { isReported }),
    isWithoutClock,
    ...(spanSeconds !== undefined && durationSeconds !== null && { activeSeconds: durationSeconds }),
    ...(scenario.ownRates !== undefined && {
      ownRates: scenario.ownRates.flatMap((one) => ownRate(one, project)),
    }),
    messagesPerMinute: perMinute(counted, project.messages, durationSeconds),
    sessionsPerMinute: perMinute(counted, project.sessions, durationSeconds),
    totalRequests: count,
    maxUsers: users.length === 0 ? null : largest(users),
    sustainedUsers: sustained?.users ?? null,
    sustainedInterval: sustained?.interval ?? null,
    files: measures.files,
  };
}

function ownRate({ digest, files }: GatheredEndpoint, project: Project): OwnRate[] {
  const { endpoint, count, reportedRequestsPerSecond: rate } = digest;
  if (rate === null) return [];
  const { label } = endpointNames(project)(endpoint);
  return [{ endpoint, label, requestsPerSecond: rate, totalRequests: count, files }];
}

/** Successful requests of the named endpoints per minute; null where none is named or nothing was timed. */
function perMinute(
  counted: readonly GatheredEndpoint[],
  names: readonly string[] | undefined,
  seconds: number | null,
): number | null {
  if (names === undefined || seconds === null || seconds <= 0) return null;
  const wanted = counted.filter(({ digest }) => names.some((name) => meansEndpoint(name, digest.endpoint)));
  if (wanted.length === 0 || wanted.some(({ digest }) => digest.count === null || digest.errors === null))
    return null;
  const ok = wanted.reduce((sum, { digest }) => sum + ((digest.count ?? 0) - (digest.errors ?? 0)), 0);
  return (ok / seconds) * 60;
}

/** Errors of one scenario; null if its files do not tell them. */
export function errorRow(scenario: GatheredScenario, measures: ScenarioMeasures): ErrorRow | null {
  const { count, errors } = scenario.failures;
  if (errors === null || count === 0) return null;
  const counted = scenario.endpoints.filter(({ digest }) => digest.errors !== null);
  return {
    scenario: scenario.id,
    count,
    errors,
    rate: count === null ? null : errors / count,
    ...(count === null ? { interval: null } : intervalOf(scenario, errors, count)),
    types: errorTypesOf(counted),
    source: counted.some(({ digest }) => isSampled(digest)) ? 'counted' : 'reported',
    files: measures.files,
  };
}

function errorTypesOf(endpoints: readonly GatheredEndpoint[]): ErrorRow['types'] {
  const types = new Map<string, number>();
  for (const { type, count: times } of endpoints.flatMap(({ digest }) => digest.errorTypes))
    types.set(type, (types.get(type) ?? 0) + times);
  return mostFrequent(
    [...types].map(([type, times]) => ({ type, count: times })).sort((a, b) => b.count - a.count),
  );
}

/** The interval of a scenario's error rate; of samples that allows for bursts and for rejected rows. */
function intervalOf(
  { pooled, endpoints }: GatheredScenario,
  errors: number,
  count: number,
): Pick<ErrorRow, 'interval' | 'effectiveN'> {
  const stretches = stretchesOfAll(pooled?.digest.slices ?? null);
  const rejected = pooled?.rejected ?? Math.max(0, largest(endpoints.map((one) => one.rejected)));
  const interval = errorInterval(errors, count, stretches, rejected);
  return { interval: interval?.bounds ?? null, effectiveN: interval?.effectiveN ?? null };
}
