import { join } from 'node:path';
import type { ReadOptions } from '../../ingest/adapter.ts';
import { IngestError } from '../../ingest/files/ingest-error.ts';
import { adapterById } from '../../ingest/format-registry.ts';
import { groupFiles, readSet, type FileSet, type UnreadFile } from '../../ingest/read-files.ts';
import type { Naming } from '../../ingest/record/recorder.ts';
import type { RawFile } from '../../ingest/files/raw-file.ts';
import { at, entryOf } from '../../model/checked.ts';
import type { Manifest, ManifestScenario } from '../../model/documents/manifest.ts';
import type { Digest } from '../../model/documents/digest.ts';
import { defaultScenario, lifecycleScenarios } from '../../model/lifecycle.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';
import { withoutHosts } from '../../ingest/across-files/without-hosts.ts';
import { endpointIds, plainEndpointIds } from '../../report/measure/endpoint-names.ts';
import type { KnownHomes } from '../../model/run-hosts.ts';
import type { RunInput } from '../../report/measure/run-input.ts';
import { startMsOf } from '../../report/measure/run-start.ts';
import { hashOf, type Cache } from '../../store/cache.ts';
import { historyFolder, type FoundRun } from '../read/discover.ts';
import { isAccepted, rawFileProblems } from '../validate/raw-file-problems.ts';
import { repeatsAmong, setWithout, withLeftOut, type Repeats } from '../../ingest/repeats/without-repeats.ts';
import { sourcesOf, wholePath, withWholeSources } from '../../ingest/split-reports.ts';
import { settledDigests } from '../../ingest/across-files/settled-digests.ts';
import { rawFilesOf, type FileFacts } from './file-facts.ts';
import { readingsApart } from './separate-readings.ts';
import { append, largest, smallest } from '../../model/long-lists.ts';

/** What reading runs needs from outside. */
export interface ReadContext {
  readonly project: Project;
  readonly cache: Cache;
  /** A path as the user knows it. */
  readonly shown: (path: string) => string;
  /** The hosts of earlier runs, for a run with a scenario of several. */
  readonly homes?: KnownHomes;
}

/** Files of a run that are read together, with what is known of all of them. */
export interface RunSet {
  readonly set: FileSet;
  readonly about: FileFacts;
}

/** The raw files of a run in the sets in which they are read. */
export async function runSets(
  run: FoundRun,
  manifest: Manifest,
): Promise<{ sets: RunSet[]; unread: UnreadFile[] }> {
  const facts = rawFilesOf(run, manifest);
  const sets: RunSet[] = [];
  const unread: UnreadFile[] = [];
  for (const files of Map.groupBy(facts.keys(), (file) => hashOf(facts.get(file))).values()) {
    const about = entryOf(facts, at(files, 0));
    const grouped = await groupFiles(
      files.map((file) => ({
        diskPath: join(run.folder, file),
        shownPath: file,
        format: about.stated?.format ?? null,
        encoding: about.stated?.encoding ?? null,
        together: about.stated?.together ?? false,
      })),
    );
    append(unread, grouped.unread);
    append(
      sets,
      grouped.sets.map((set) => ({ set, about: outsideOwnFolders(set, about, manifest) })),
    );
  }
  return { sets, unread };
}

/** The scenario is the first folder that the tool has not made itself: criterion has one for each benchmark. */
function outsideOwnFolders({ adapter, files }: FileSet, about: FileFacts, manifest: Manifest): FileFacts {
  const own = adapter.ownFolders?.(files);
  const place = `/${files[0].path}`;
  const end = own === undefined ? -1 : place.indexOf(`/${own}/`);
  const isNamed = manifest.scenarios?.some(({ id }) => id === about.scenario) === true;
  if (end < 0 || isNamed || about.stated?.scenario !== undefined) return about;
  return { ...about, scenario: place.slice(0, end).split('/')[1] ?? null };
}

/** Reads the raw files of a run into digests whose names are the run's. All problems are returned, none is thrown. */
export async function readRun(run: FoundRun, manifest: Manifest, context: ReadContext): Promise<RunInput> {
  const { project, shown } = context;
  const facts = rawFilesOf(run, manifest);
  const place = shown(run.isSingleFile ? join(run.folder, at(run.files, 0)) : run.folder);
  const problems: Problem[] = [];
  if (facts.size === 0) problems.push(noRawFile(run, place));
  const read: Digest[] = [];
  const { sets, unread } = await runSets(run, manifest);
  const repeats = await repeatsOf(sets, manifest, context);
  append(
    problems,
    unread.map(({ path, error }) => unreadProblem(shown(join(run.folder, path)), error)),
  );
  for (const one of sets.flatMap((each) => setWithout(each, repeats) ?? [])) {
    try {
      read.push(await digestSet(one, manifest, context));
    } catch (error) {
      append(
        problems,
        one.set.files.map(({ path }) =>
          unreadProblem(
            shown(join(run.folder, wholePath(path, new Set(facts.keys())))),
            error as IngestError,
          ),
        ),
      );
    }
  }
  const paths = new Set(facts.keys());
  const { digests: named, hosts } = withoutHosts(withLeftOut(read, repeats), {
    isStated: (name) => project.endpoints.some(({ id }) => id === name),
    endpointOf: plainEndpointIds(project),
    homes: context.homes ?? [],
  });
  const digests = withWholeSources(settledDigests(named, endpointIds(project)), paths);
  append(
    problems,
    sourcesOf(digests).flatMap((source) => {
      const { stated } = facts.get(source.file) ?? {};
      const shownSource = isAccepted(source, stated)
        ? { ...source, refused: { count: 0, first: [] } }
        : source;
      return rawFileProblems(shownSource, shown(join(run.folder, source.file)), stated);
    }),
  );
  append(
    problems,
    readingsApart(digests, (file) => shown(join(run.folder, file))),
  );
  append(problems, historyProblems(digests, place));
  return { id: run.id, manifest, project, digests, hosts, problems, place };
}

const noRawFile = ({ isSingleFile }: FoundRun, place: string): Problem =>
  isSingleFile
    ? problem('error', place, 'This manifest belongs to no run.', {
        hint: 'Move it into the folder of its run.',
      })
    : problem('error', place, 'The run contains no raw file.', {
        hint: 'Add the files that the tools wrote, or remove the folder.',
      });

/** Histories of many commits say nothing of one run. */
function historyProblems(digests: readonly Digest[], place: string): Problem[] {
  const series = digests.flatMap(({ history }) => history);
  if (series.length === 0 || digests.some((digest) => holdsMore(digest))) return [];
  return [
    problem(
      'warning',
      place,
      `The files contain a history of ${series.length} series, and no results of a single run.`,
      {
        hint: `Move them to ${historyFolder}/NAME/ in the data folder: they then have pages of their own below /trends/.`,
      },
    ),
  ];
}

const holdsMore = ({ endpoints, measures, timeline, cpuReadings, cpuRows, memoryRows }: Digest): boolean =>
  [endpoints, measures, timeline, cpuReadings, cpuRows, memoryRows].some((rows) => rows.length > 0);

/** Files of a run that repeat others of the same scenario. Finding them takes as long as reading, so it is cached. */
export async function repeatsOf(
  sets: readonly RunSet[],
  manifest: Manifest,
  { project, cache }: ReadContext,
): Promise<Repeats> {
  const toRead = sets.map((one) => ({
    set: one.set,
    place: `${one.about.scenario ?? ''}\0${one.about.stated?.operation ?? ''}`,
    ...readingOf(one, manifest, project),
  }));
  const files = sets.flatMap(({ set }) => set.files);
  if (files.length < 2) return noRepeats;
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) < worthKeepingBytes) return repeatsAmong(toRead);
  const hashes = await Promise.all(files.map(async (file) => [file.path, await file.sha256()]));
  const read = sets.map(({ set, about }) => [set.adapter.id, about]);
  const key = hashOf('repeats', hashes, read, fallbackScenario(manifest), project.endpoints);
  return cache.through('digests', key, async () => repeatsAmong(toRead));
}

const noRepeats: Repeats = { leftOut: [], warnings: [] };

function unreadProblem(file: string, error: unknown): Problem {
  if (!(error instanceof IngestError)) throw error;
  return problem('error', file, error.message, { hint: error.hint, line: error.line });
}

/** How a set is read: what the manifest says of its files, and the run's names for what is in them. */
export function readingOf(
  { set, about: { stated, scenario } }: RunSet,
  manifest: Manifest,
  project: Project,
): { readonly options: ReadOptions; readonly names: Naming } {
  const fallback = fallbackScenario(manifest);
  const isTag = adapterById(set.adapter.id)?.scenarioSource === 'tag';
  return {
    options: {
      timeZone: stated?.timeZone ?? null,
      startedAtMs: stated?.startedAt === undefined ? null : startMsOf(stated.startedAt),
    },
    names: {
      endpoint: endpointIds(project),
      whole: stated?.endpoint ?? null,
      scenario: (fromFile: string | null): string => {
        const isApart = isTag && lifecycleScenarios.has(fromFile ?? '');
        if (stated?.scenario !== undefined && !isApart) return stated.scenario;
        return (isTag && !isApart ? (scenario ?? fromFile) : (fromFile ?? scenario)) ?? fallback;
      },
    },
  };
}

/** The scenario of samples that nothing gives one: the only one that the manifest names, if it names only one. */
export const fallbackScenario = ({ scenarios = [] }: Manifest): string =>
  scenarios.length === 1 ? at(scenarios, 0).id : defaultScenario;

/** A digest of less takes about as long to keep and to read as to make. */
const worthKeepingBytes = 256 * 1024;

/** The limits within which objectives want requests to be answered: exact counts need them while samples are read. */
const limitsOf = ({ objectives }: Project): number[] => [
  ...new Set(objectives.flatMap(({ withinMs }) => withinMs ?? [])),
];

/** A set's digest, and the moment up to which its samples are warm-up and left out; null where none are. */
export async function digestWithWarmup(
  one: RunSet,
  manifest: Manifest,
  { project, cache }: Pick<ReadContext, 'project' | 'cache'>,
): Promise<{ digest: Digest; warmupEndMs: number | null }> {
  const { set, about } = one;
  const { stated, scenario } = about;
  const { options, names } = readingOf(one, manifest, project);
  const limitsMs = limitsOf(project);
  const make = async (fromMs: number | null): Promise<Digest> =>
    readSet(set, options, { names, limitsMs, ...(fromMs !== null && { fromMs }) });
  const read = async (fromMs: number | null): Promise<Digest> => {
    if (set.files.reduce((sum, { bytes }) => sum + bytes, 0) < worthKeepingBytes) return make(fromMs);
    const hashes = await Promise.all(
      set.files.map(async (file: RawFile) => [file.path, await file.sha256()]),
    );
    const key = hashOf(
      set.adapter.id,
      hashes,
      options,
      scenario,
      stated?.scenario,
      stated?.endpoint,
      stated?.encoding,
      fallbackScenario(manifest),
      project.endpoints,
      limitsMs,
      fromMs,
    );
    return cache.through('digests', key, async () => make(fromMs));
  };
  const whole = await read(null);
  // A digest that was made without the warm-up has none to be taken out again.
  const warmupEndMs = whole.leftOut > 0 ? null : warmupEnd(whole, manifest.scenarios ?? []);
  const digest = warmupEndMs === null ? whole : await read(warmupEndMs);
  return { digest: assigned(digest, about), warmupEndMs };
}

const digestSet = async (one: RunSet, manifest: Manifest, context: ReadContext): Promise<Digest> =>
  (await digestWithWarmup(one, manifest, context)).digest;

/** Where the warm-up that the manifest states ends; the first request is known only once all were read. */
function warmupEnd(digest: Digest, scenarios: readonly ManifestScenario[]): number | null {
  const ends = scenarios.flatMap(({ id, warmupSeconds = 0 }) => {
    const starts = digest.endpoints
      .filter((one) => one.scenario === id)
      .flatMap((one) => one.firstStartMs ?? []);
    return warmupSeconds > 0 && starts.length > 0 ? [smallest(starts) + warmupSeconds * 1_000] : [];
  });
  return ends.length === 0 ? null : largest(ends);
}

/** What a file names several things (containers, series) stays distinguished under the manifest's operation. */
const operationOf = (own: string | null, stated: string | null): string | null =>
  own === null || stated === null ? (own ?? stated) : `${stated}: ${own}`;

/** Gives readings the operation that the manifest states; what names nothing then gets the folder's scenario. */
export function assigned(digest: Digest, { stated, scenario }: FileFacts): Digest {
  const operation = stated?.operation ?? null;
  const { memorySource, ...rest } = digest;
  return {
    ...rest,
    ...(memorySource !== undefined && operation === null && { memorySource }),
    ...(stated?.together === true ? { isTogether: true } : {}),
    memoryReadings: digest.memoryReadings.map((one) => ({
      ...one,
      operation: operationOf(one.operation, operation) ?? scenario,
    })),
    cpuReadings: digest.cpuReadings.map((one) =>
      one.scenario === null && scenario !== null ? { ...one, scenario, isPlaced: true } : one,
    ),
    cpuRows: digest.cpuRows.map((one) => ({ ...one, scenario: one.scenario ?? scenario })),
    measures: digest.measures.map((one) => ({ ...one, scenario: one.scenario ?? scenario })),
    timeline: digest.timeline.map((one) => ({
      ...one,
      scenario: one.scenario ?? scenario ?? defaultScenario,
    })),
  };
}
