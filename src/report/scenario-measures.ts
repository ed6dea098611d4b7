import type { ManifestScenario } from '../model/manifest.ts';
import type { Project } from '../model/project.ts';
import type { ErrorRow, ScenarioMeasures, StepMeasures, ThroughputRow } from '../model/run-measures.ts';
import { isSampled, type GatheredEndpoint, type GatheredScenario } from './gather.ts';
import { rateInterval } from './percentiles.ts';
import { sustainedUsers } from './steps.ts';

/** First start and last end of a scenario's requests; null where its files carry no times. */
export function spanOf(scenario: GatheredScenario): { startMs: number; seconds: number } | null {
  const starts = scenario.endpoints.flatMap(({ digest }) => digest.firstStartMs ?? []);
  const ends = scenario.endpoints.flatMap(({ digest }) => digest.lastEndMs ?? []);
  if (starts.length === 0 || ends.length === 0) return null;
  const startMs = Math.min(...starts);
  return { startMs, seconds: (Math.max(...ends) - startMs) / 1_000 };
}

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
  const span = gathered === undefined ? null : spanOf(gathered);
  return {
    id,
    name: stated?.name ?? id,
    description: stated?.description ?? null,
    users: stated?.users ?? null,
    loadModel: stated?.loadModel ?? null,
    parameters: stated?.parameters ?? {},
    startedAt: options.startedAtMs === null ? null : new Date(options.startedAtMs).toISOString(),
    durationSeconds: span?.seconds ?? options.durationSeconds,
    warmupSeconds: stated?.warmupSeconds ?? null,
    warmupRequests: options.warmupRequests,
    steps: stated?.steps ?? [],
    files: gathered === undefined ? [] : filesOf(gathered.endpoints),
  };
}

const filesOf = (endpoints: readonly GatheredEndpoint[]): string[] => [
  ...new Set(endpoints.flatMap((one) => one.files)),
];

const total = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/**
 * What counts as all of a scenario's requests: its endpoints, or the one total that a tool printed. Samples that tell
 * no endpoints apart (ab's) are of all requests: what is printed of endpoints beside them is the same requests again.
 */
function countedEndpoints({ endpoints }: GatheredScenario): readonly GatheredEndpoint[] {
  const sampled = endpoints.filter(({ digest }) => isSampled(digest));
  return sampled.some(({ digest }) => digest.endpoint === '*') ? sampled : endpoints;
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
  const totalRequests = total(counted.map(({ digest }) => digest.count));
  const seconds = measures.durationSeconds;
  const users = [
    ...counted.flatMap(({ digest }) => digest.maxUsers ?? []),
    ...(timelineUsers === null ? [] : [timelineUsers]),
  ];
  return {
    scenario: scenario.id,
    users: measures.users,
    requestsPerSecond: requestsPerSecond(scenario, totalRequests, measures),
    messagesPerMinute: perMinute(counted, project.messages, seconds),
    sessionsPerMinute: perMinute(counted, project.sessions, seconds),
    totalRequests,
    maxUsers: users.length === 0 ? null : Math.max(...users),
    sustainedUsers: sustainedUsers(steps),
    files: measures.files,
  };
}

/**
 * All requests per second of the scenario; of printed figures the tool's own rates. Rates of several tests add only
 * where no clock tells whether they ran one after another; the files of one test (Locust's) are read as one.
 */
function requestsPerSecond(
  scenario: GatheredScenario,
  requests: number,
  { durationSeconds: seconds, startedAt }: ScenarioMeasures,
): number | null {
  const sampled = scenario.endpoints.some(({ digest }) => isSampled(digest));
  const own = scenario.pooled?.digest.reportedRequestsPerSecond ?? null;
  if (!sampled && own !== null) return own;
  const rates = scenario.endpoints.map(({ digest }) => digest.reportedRequestsPerSecond);
  const tests = new Set(scenario.endpoints.map(({ files }) => files.join('\n')));
  const isClocked = startedAt !== null && tests.size > 1;
  // The clock of one test says nothing of how long another one took.
  if (!sampled && tests.size > 1 && rates.includes(null)) return null;
  if (!sampled && !isClocked && rates.every((rate) => rate !== null)) return total(rates);
  return seconds !== null && seconds > 0 && requests > 0 ? requests / seconds : null;
}

/** Successful requests of the named endpoints per minute; null where none is named or nothing was timed. */
function perMinute(
  counted: readonly GatheredEndpoint[],
  names: readonly string[] | undefined,
  seconds: number | null,
): number | null {
  if (names === undefined || seconds === null || seconds <= 0) return null;
  const wanted = counted.filter(({ digest }) => names.includes(digest.endpoint));
  if (wanted.length === 0 || wanted.some(({ digest }) => digest.count === null || digest.errors === null))
    return null;
  const ok = total(wanted.map(({ digest }) => digest.count! - digest.errors!));
  return (ok / seconds) * 60;
}

/** Errors of one scenario; null where its files do not tell them. */
export function errorRow(scenario: GatheredScenario, measures: ScenarioMeasures): ErrorRow | null {
  const counted = scenario.endpoints.filter(({ digest }) => digest.count !== null && digest.errors !== null);
  // A total of which nothing tells the errors does not hide those of the endpoints beside it.
  const telling = scenario.endpoints.filter(
    ({ digest }) => digest.endpoint !== '*' || digest.errors !== null,
  );
  if (counted.length === 0 || counted.length < telling.length) return null;
  const count = total(counted.map(({ digest }) => digest.count));
  const errors = total(counted.map(({ digest }) => digest.errors));
  if (count === 0) return null;
  const types = new Map<string, number>();
  for (const { type, count: times } of counted.flatMap(({ digest }) => digest.errorTypes))
    types.set(type, (types.get(type) ?? 0) + times);
  return {
    scenario: scenario.id,
    count,
    errors,
    rate: errors / count,
    interval: rateInterval(errors, count),
    types: [...types].map(([type, times]) => ({ type, count: times })).sort((a, b) => b.count - a.count),
    source: counted.some(({ digest }) => isSampled(digest)) ? 'counted' : 'reported',
    files: measures.files,
  };
}
