import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type {
  CpuReading,
  Digest,
  IngestWarning,
  MemoryReading,
} from '../../../src/model/documents/digest.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Manifest } from '../../../src/model/documents/manifest.ts';
import { projectSchema, type Project } from '../../../src/model/documents/project.ts';
import { measureRun } from '../../../src/report/measure/measure-run.ts';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import { normalStream, uniformStream } from '../../bench/random.ts';

/** Every generated run starts here; the slices of a digest are aligned to whole seconds. */
export const startMs = Date.UTC(2026, 10, 20, 10);

/** A request as it is about to be made. */
export interface Moment {
  /** Seconds after the start. */
  readonly t: number;
  readonly endpoint: string;
}

/** A scenario's load in a few words; times in seconds after the start. */
export interface LoadSpec {
  scenario?: string;
  seconds: number;
  /** Requests per second. */
  rate: number | ((t: number) => number);
  endpoints?: readonly string[];
  /** Which of the endpoints a request is of; each equally often where it is left out. */
  pick?: (t: number, roll: number) => number;
  /** Median in ms; durations are lognormal around it. */
  medianMs: number | ((moment: Moment) => number);
  /** Standard deviation of the logarithm. */
  spread?: number;
  users?: (t: number) => number;
  /** The type of a failure, and how long failures take; null for a success. */
  fails?: (moment: Moment, roll: number) => string | null;
  failMs?: number;
  seed?: number;
}

const valueAt = (value: number | ((t: number) => number), t: number): number =>
  typeof value === 'number' ? value : value(t);

/** The digest of generated loads and readings. */
export async function digestOf(
  loads: readonly LoadSpec[],
  rest: { memory?: readonly MemoryReading[]; cpu?: readonly CpuReading[]; cpuScale?: 'core' | 'host' } = {},
): Promise<Digest> {
  const recorder = new Recorder();
  for (const load of loads) pour(recorder, load);
  recorder.memoryReadings.push(...(rest.memory ?? []));
  recorder.cpuReadings.push(...(rest.cpu ?? []));
  recorder.cpuScale = rest.cpuScale ?? null;
  return recorder.digest();
}

function pour(recorder: Recorder, load: LoadSpec): void {
  const { scenario = 'load', seconds, endpoints = ['read'], spread = 0.3, seed = 1 } = load;
  const uniform = uniformStream(seed);
  const normal = normalStream(seed + 1);
  // Arrivals by thinning are Poisson whatever the rate does.
  const highest = Math.max(...Array.from({ length: seconds + 1 }, (_, t) => valueAt(load.rate, t)));
  for (let t = 0; highest > 0;) {
    t -= Math.log(uniform()) / highest;
    if (t >= seconds) return;
    if (uniform() * highest > valueAt(load.rate, t)) continue;
    const roll = uniform();
    const endpoint = endpoints[load.pick?.(t, roll) ?? Math.floor(roll * endpoints.length)]!;
    const moment = { t, endpoint };
    const failure = load.fails?.(moment, uniform()) ?? null;
    const median = typeof load.medianMs === 'number' ? load.medianMs : load.medianMs(moment);
    const durationMs = (failure === null ? median : (load.failMs ?? median)) * Math.exp(spread * normal());
    recorder
      .requests(scenario, endpoint)
      .add(startMs + t * 1_000, durationMs, failure, load.users?.(t) ?? NaN);
  }
}

/** What a generated run is made of. */
export interface RunSpec {
  loads?: readonly LoadSpec[];
  memory?: readonly MemoryReading[];
  cpu?: readonly CpuReading[];
  cpuScale?: 'core' | 'host';
  manifest?: Manifest;
  project?: Partial<Project>;
  warnings?: readonly IngestWarning[];
  digests?: readonly Digest[];
}

/** Everything measured of a generated run. */
export async function measuresOf(spec: RunSpec): Promise<RunMeasures> {
  const { loads = [], manifest = {}, project = {}, warnings = [], digests = [], ...readings } = spec;
  const digest = await digestOf(loads, readings);
  const source = {
    file: 'load.csv',
    sha256: '',
    bytes: 0,
    format: 'tidy-requests',
    tool: 'test',
    toolVersion: null,
    rows: 0,
    refused: { count: 0, first: [] },
    isCutAtEnd: false,
    warnings,
  };
  return measureRun({
    id: 'generated',
    manifest,
    project: projectSchema.parse(project),
    digests: [{ ...digest, sources: [source] }, ...digests],
    problems: [],
    place: 'data/generated',
  });
}

/** The findings of one rule in a generated run. */
export async function findingsOf(rule: string, spec: RunSpec): Promise<Finding[]> {
  return (await measuresOf(spec)).findings.filter((finding) => finding.rule === rule);
}

/** Memory readings every so many seconds. */
export const memoryEvery = (
  seconds: number,
  count: number,
  memoryMb: (t: number) => number,
  rest: Partial<MemoryReading> = {},
): MemoryReading[] =>
  Array.from({ length: count }, (_, i) => ({
    atMs: startMs + i * seconds * 1_000,
    operation: null,
    phase: null,
    memoryMb: memoryMb(i * seconds),
    ...rest,
  }));

/** Processor readings once a second. */
export const cpuEverySecond = (
  count: number,
  percent: (t: number) => number,
  cores: (t: number) => readonly number[] | null = () => null,
): CpuReading[] =>
  Array.from({ length: count }, (_, t) => ({
    atMs: startMs + t * 1_000,
    scenario: null,
    percent: percent(t),
    cores: cores(t),
  }));
