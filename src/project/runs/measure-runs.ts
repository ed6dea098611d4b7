import { join, relative } from 'node:path';
import { at } from '../../model/checked.ts';
import { rulesOf, type Project } from '../../model/documents/project.ts';
import { weaklyKept } from '../../model/memoised.ts';
import type { KnownHomes } from '../../model/run-hosts.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { metricValuesOf } from '../../report/measure/metric-values.ts';
import { hashOf, runCache, type Cache, type Kept } from '../../store/cache.ts';
import { codeVersion } from '../../store/code-version.ts';
import { FileHashes } from '../../store/file-hashes.ts';
import type { Paths } from '../../store/paths.ts';
import { apart, withCourses, type Courses } from '../../store/with-courses.ts';
import { giveWay } from '../../store/yield-to-event-loop.ts';
import { startHelper } from '../helper.ts';
import type { FoundRun } from '../read/discover.ts';
import type { LoadOptions } from '../read/load-options.ts';
import { publicMeasures } from '../redact-loaded.ts';
import { homeHosts } from './home-hosts.ts';
import type { ReadContext } from './read-context.ts';

/** The measures of one run, not yet read or made. */
interface Measuring extends Kept<RunMeasures> {
  readonly id: string;
  /** A hash of all that they come from. */
  readonly key: string;
  /** The same for a run with a scenario of several hosts, of which earlier runs had these. */
  readonly withHomes: (homes: KnownHomes) => Measuring;
}

/** All runs measured, and by run id a hash of all that its measures come from. */
export interface MeasuredRuns {
  readonly runs: readonly RunMeasures[];
  readonly keys: ReadonlyMap<string, string>;
}

/** The cached part of a run, without its courses. */
type Core = Omit<RunMeasures, 'metricValues' | keyof Courses>;

/**
 * Metric values follow directly from the rows: to read them from the cache takes longer than to make them. Of thousands
 * of runs they would take more memory than all else.
 */
const withMetricValues = (core: Core): Core & Pick<RunMeasures, 'metricValues'> =>
  Object.defineProperty(core, 'metricValues', {
    enumerable: true,
    get: weaklyKept(() => metricValuesOf(core)),
  }) as Core & Pick<RunMeasures, 'metricValues'>;

/** A run's measures: kept ones, unless its files, its place, the project or the code changed. */
async function measuringOf(run: FoundRun, context: ReadContext, hashes: FileHashes): Promise<Measuring> {
  const ofFiles: (readonly [file: string, sha256: string])[] = [];
  for (const file of run.files) ofFiles.push([file, await hashes.of(join(run.folder, file))]);
  return measuringBy(
    hashOf(run.id, context.shown(run.folder), ofFiles, rulesOf(context.project)),
    run,
    context,
  );
}

function measuringBy(key: string, run: FoundRun, context: ReadContext): Measuring {
  const { project, cache } = context;
  const compute = async (): Promise<{ core: Core; rest: Courses }> => {
    // Most builds read one run or none: what knows all formats is loaded when it is needed.
    const { freshMeasures } = await import('./fresh-measures.ts');
    const { metricValues: _, ...measures } = await freshMeasures(run, context);
    return apart(measures);
  };
  return {
    id: run.id,
    key,
    withHomes: (homes) => measuringBy(hashOf(key, homes), run, { ...context, homes }),
    isKept: () => cache.has('measures', key),
    make: async () => {
      const { core, rest } = await cache.inParts('measures', key, compute);
      return publicMeasures(withCourses(withMetricValues(core), rest), project.publish);
    },
  };
}

/** The measures of all runs, before any is read or made. */
export async function measuringAll(
  { found, project }: { readonly found: readonly FoundRun[]; readonly project: Project },
  paths: Paths,
  hashes = new FileHashes(),
): Promise<{ measuring: readonly Measuring[]; cache: Cache }> {
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const cache = runCache(paths.cache, codeVersion(paths.package));
  const measuring: Measuring[] = [];
  for (const run of found) {
    measuring.push(await measuringOf(run, { project, cache, shown }, hashes));
    await giveWay();
  }
  return { measuring, cache };
}

/** The measures of all runs, in their order. */
export async function measureAll(
  measuring: readonly Measuring[],
  paths: Paths,
  cache: Cache,
  { onProgress = () => undefined, isHelper = false }: LoadOptions,
): Promise<MeasuredRuns> {
  const missing = isHelper ? 0 : measuring.filter(({ isKept }) => !isKept()).length;
  const helper = startHelper(paths, 'measures', missing);
  const runs: RunMeasures[] = [];
  for (const [i, { id, make }] of measuring.entries()) {
    runs.push(await make());
    onProgress(i + 1, measuring.length, id, 'reading run');
    await giveWay();
  }
  cache.countMade(await helper.stop());
  return withHomes(measuring, runs);
}

/** Measures the runs with several hosts again, by the names that earlier runs gave to one of them. */
async function withHomes(
  measuring: readonly Measuring[],
  runs: readonly RunMeasures[],
): Promise<MeasuredRuns> {
  const homes = homeHosts(runs);
  const settled = measuring.map((one) => {
    const known = homes.get(one.id);
    return known === undefined ? one : one.withHomes(known);
  });
  const measured: RunMeasures[] = [];
  for (const [i, one] of settled.entries())
    measured.push(one === measuring[i] ? at(runs, i) : await one.make());
  return { runs: measured, keys: new Map(settled.map(({ id, key }) => [id, key])) };
}
