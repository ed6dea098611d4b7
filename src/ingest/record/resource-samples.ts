import { at } from '../../model/checked.ts';
import { inTimeOrder } from '../../model/timed.ts';
import type { FileAccount } from './file-account.ts';
import type { Recorder } from './recorder.ts';

/** Containers, processes or series that are distinguished in one set of files. */
export const mostSources = 100;

/** Readings of containers that were taken one after the other belong to one moment within this time. */
const longestRoundMs = 5_000;

interface MemorySample {
  readonly atMs: number | null;
  readonly source: string;
  readonly mb: number;
}

interface CpuSample {
  readonly atMs: number | null;
  readonly source: string;
  readonly percent: number;
  readonly cores: readonly number[] | null;
}

/** Containers whose processor use is a measure each; of more, only the sum is recorded. */
const mostContainers = 20;

/** What docker calls a container without a name. It changes with each container. */
const isContainerId = (name: string): boolean => /^[0-9a-f]{12,64}$/.test(name);

/**
 * Collects readings of memory and processor use by source (container, process, series). Memory of one source is left
 * without operation, for the manifest to name; several sources stand as operations of their own. Processor use of
 * several sources is added up over each round of readings; of several hosts (scale `host`) it is averaged. Set the
 * recorder's scale before `finish`.
 *
 * Containers keep their names from run to run: `nameContainer` makes a single one the name of the memory, and the mean
 * processor use of each of several a measure.
 */
export class ResourceSamples {
  readonly #memory: MemorySample[] = [];
  readonly #cpu: CpuSample[] = [];
  readonly #sources = new Set<string>();
  /** By source, the name of its container. */
  readonly #containers = new Map<string, string>();

  /** Notes that a source is this container. */
  nameContainer(source: string, container: string): void {
    if (container !== '' && !isContainerId(container)) this.#containers.set(source, container);
  }

  /** Adds a reading of memory in MB of 2^20 bytes; `source` is the empty text where the file has only one. */
  addMemory(atMs: number | null, source: string, mb: number): void {
    this.#sources.add(source);
    this.#memory.push({ atMs, source, mb });
  }

  /** Adds a reading of processor use in percent, on the scale of the file. */
  addCpu(atMs: number | null, source: string, percent: number, cores: readonly number[] | null = null): void {
    this.#sources.add(source);
    this.#cpu.push({ atMs, source, percent, cores });
  }

  get isEmpty(): boolean {
    return this.#memory.length === 0 && this.#cpu.length === 0;
  }

  /** Hands all readings to the recorder, with start and length of the file where it has times. */
  finish(recorder: Recorder, account: FileAccount): void {
    this.#finishMemory(recorder, account);
    const isOfHosts = recorder.cpuScale === 'host';
    for (const reading of this.#cpuReadings(isOfHosts))
      recorder.cpuReadings.push({ ...reading, scenario: null });
    if (!isOfHosts) this.#measureContainers(recorder);
    this.#finishTimes(recorder);
  }

  #finishMemory(recorder: Recorder, account: FileAccount): void {
    const named = new Set(this.#memory.map((sample) => sample.source));
    const accepted = new Set([...named].slice(0, mostSources));
    const [first = ''] = named;
    if (named.size === 1) recorder.memorySource = this.#containers.get(first) ?? null;
    if (named.size > mostSources)
      account.warn(
        'too-many-sources',
        `More than ${mostSources} processes, containers or series: the memory of further ones is left out.`,
      );
    for (const { atMs, source, mb } of this.#memory)
      if (accepted.has(source))
        recorder.memoryReadings.push({
          atMs,
          operation: named.size > 1 ? source : null,
          phase: null,
          memoryMb: mb,
        });
  }

  /** The sum does not show which of several containers uses more than before. */
  #measureContainers(recorder: Recorder): void {
    const bySource = Map.groupBy(this.#cpu, ({ source }) => source);
    const names = new Set([...bySource.keys()].flatMap((source) => this.#containers.get(source) ?? []));
    if (bySource.size < 2 || names.size < bySource.size || names.size > mostContainers) return;
    for (const [source, readings] of bySource)
      recorder.measure({
        name: `CPU of ${this.#containers.get(source) ?? source} (mean)`,
        unit: '%',
        direction: 'lower',
        value: readings.reduce((sum, { percent }) => sum + percent, 0) / readings.length,
        n: readings.length,
      });
  }

  #cpuReadings(isOfHosts: boolean): Omit<CpuSample, 'source'>[] {
    const sources = new Set(this.#cpu.map((sample) => sample.source));
    if (sources.size <= 1) return this.#cpu.map(({ atMs, percent, cores }) => ({ atMs, percent, cores }));
    // Some files hold one source after the other.
    return rounds(inTimeOrder(this.#cpu)).map((round) => ({
      atMs: at(round, 0).atMs,
      percent: round.reduce((sum, sample) => sum + sample.percent, 0) / (isOfHosts ? round.length : 1),
      cores: null,
    }));
  }

  #finishTimes(recorder: Recorder): void {
    const times = [...this.#memory, ...this.#cpu].flatMap((sample) => sample.atMs ?? []);
    if (times.length === 0) return;
    const first = times.reduce((least, time) => Math.min(least, time));
    const last = times.reduce((most, time) => Math.max(most, time));
    if (!recorder.isRelativeTime) recorder.startedAtMs = Math.min(recorder.startedAtMs ?? first, first);
    recorder.durationSeconds = Math.max(recorder.durationSeconds ?? 0, (last - first) / 1_000);
  }
}

/** Runs of readings without a source twice, within five seconds: one look at all containers or processes. */
function rounds(samples: readonly CpuSample[]): CpuSample[][] {
  const all: CpuSample[][] = [];
  let seen = new Set<string>();
  for (const sample of samples) {
    const round = all.at(-1);
    const startMs = round?.[0]?.atMs ?? null;
    const isLate = startMs !== null && sample.atMs !== null && sample.atMs - startMs > longestRoundMs;
    if (round === undefined || seen.has(sample.source) || isLate) {
      all.push([sample]);
      seen = new Set();
    } else round.push(sample);
    seen.add(sample.source);
  }
  return all;
}
