import { readFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import picomatch from 'picomatch';
import { IngestError } from '../ingest/ingest-error.ts';
import { adapterById } from '../ingest/registry.ts';
import { groupFiles, readSet, type FileSet } from '../ingest/read-files.ts';
import type { RawFile } from '../ingest/raw-file.ts';
import {
  manifestSchema,
  type Manifest,
  type ManifestFile,
  type ManifestScenario,
} from '../model/manifest.ts';
import type { Digest } from '../model/digest.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { endpointIds } from '../report/endpoint-names.ts';
import type { RunInput } from '../report/run-input.ts';
import { startMsOf } from '../report/run-start.ts';
import { hashOf, type Cache } from './cache.ts';
import type { FoundRun } from './discover.ts';
import { rawFileProblems } from './raw-file-problems.ts';
import { Places, showPath, validateJson } from './validate.ts';

/** What reading runs needs from outside. */
export interface ReadContext {
  readonly project: Project;
  readonly cache: Cache;
  /** A path as the user knows it. */
  readonly shown: (path: string) => string;
}

/** A run's manifest and what is wrong with it. A run that is one file has none. */
export async function readManifest(
  run: FoundRun,
  shown: ReadContext['shown'],
): Promise<{ manifest: Manifest; problems: readonly Problem[] }> {
  if (run.isSingleFile || !run.files.includes('run.json')) return { manifest: {}, problems: [] };
  const path = join(run.folder, 'run.json');
  const text = await readFile(path, 'utf8');
  const { value, problems } = validateJson(manifestSchema, text, shown(path));
  if (value === null) return { manifest: {}, problems };
  return { manifest: value, problems: pathProblems(value, run, shown(path), new Places(text)) };
}

/** Paths in a manifest must stay inside the run and name files that are there. */
function pathProblems(manifest: Manifest, run: FoundRun, file: string, places: Places): Problem[] {
  const named: (readonly [path: readonly PropertyKey[], glob: string])[] = [
    ...(manifest.files ?? []).map(({ match }, i) => [['files', i, 'match'], match] as const),
    ...(manifest.scenarios ?? []).flatMap(({ files = [] }, i) =>
      files.map((glob, k) => [['scenarios', i, 'files', k], glob] as const),
    ),
    ...(manifest.attachments ?? []).map((one, i) => [['attachments', i, 'file'], one.file] as const),
  ];
  return named.flatMap(([keys, glob]) => {
    const path = showPath(keys);
    const at = { ...places.ofValue(keys), path, found: glob };
    if (isAbsolute(glob) || normalize(glob).startsWith('..') || glob.includes('\\'))
      return problem('error', file, `\`${path}\` leaves the folder of its run.`, {
        ...at,
        hint: 'Name files inside the run, with forward slashes.',
      });
    const matches = picomatch(glob, { dot: true });
    if (run.files.some((one) => matches(one))) return [];
    return problem('error', file, `\`${path}\` matches no file of the run.`, {
      ...at,
      hint: `The run holds: ${run.files.slice(0, 8).join(', ')}${run.files.length > 8 ? ' …' : ''}`,
    });
  });
}

/** What is known of one raw file from outside: where it belongs and how to read it. */
interface FileFacts {
  readonly stated: ManifestFile | undefined;
  /** The scenario that its place in the run gives it; null where that says nothing. */
  readonly scenario: string | null;
}

function factsOf(path: string, manifest: Manifest): FileFacts {
  const matches = (glob: string): boolean => picomatch.isMatch(path, glob, { dot: true });
  const stated = manifest.files?.find(({ match }) => matches(match));
  const claimed = manifest.scenarios?.find(({ files = [] }) => files.some(matches));
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : null;
  return { stated, scenario: stated?.scenario ?? claimed?.id ?? folder };
}

/** Scenario of samples whose file, folder and tool name none. */
const defaultScenario = 'default';

/** Reads the raw files of a run into digests whose names are the run's. All problems are returned, none is thrown. */
export async function readRun(run: FoundRun, manifest: Manifest, context: ReadContext): Promise<RunInput> {
  const { project, cache, shown } = context;
  const attached = new Set((manifest.attachments ?? []).map(({ file }) => file));
  const raw = run.files.filter((file) => file !== 'run.json' && !attached.has(file));
  const place = shown(run.isSingleFile ? join(run.folder, run.files[0]!) : run.folder);
  const problems: Problem[] = [];
  if (raw.length === 0)
    problems.push(
      problem('error', place, 'The run holds no raw file.', {
        hint: 'Add what the tools wrote, or remove the folder.',
      }),
    );
  const facts = new Map(raw.map((file) => [file, factsOf(file, manifest)]));
  const digests: Digest[] = [];
  const byFacts = Map.groupBy(raw, (file) => hashOf(facts.get(file)));
  for (const files of byFacts.values()) {
    const about = facts.get(files[0]!)!;
    const grouped = await groupFiles(
      files.map((file) => ({
        diskPath: join(run.folder, file),
        shownPath: file,
        format: about.stated?.format ?? null,
      })),
    );
    problems.push(
      ...grouped.unread.map(({ path, error }) => unreadProblem(shown(join(run.folder, path)), error)),
    );
    for (const set of grouped.sets) {
      try {
        digests.push(await digestSet(set, about, manifest, project, cache));
      } catch (error) {
        problems.push(
          ...set.files.map(({ path }) => unreadProblem(shown(join(run.folder, path)), error as IngestError)),
        );
      }
    }
  }
  problems.push(
    ...digests.flatMap(({ sources }) =>
      sources.flatMap((source) =>
        rawFileProblems(source, shown(join(run.folder, source.file)), facts.get(source.file)?.stated),
      ),
    ),
  );
  return { id: run.id, manifest, project, digests, problems, place };
}

function unreadProblem(file: string, error: unknown): Problem {
  if (!(error instanceof IngestError)) throw error;
  return problem('error', file, error.message, { hint: error.hint, line: error.line });
}

async function digestSet(
  set: FileSet,
  { stated, scenario }: FileFacts,
  manifest: Manifest,
  project: Project,
  cache: Cache,
): Promise<Digest> {
  const hashes = await Promise.all(set.files.map(async (file: RawFile) => [file.path, await file.sha256()]));
  const options = {
    timeZone: stated?.timeZone ?? null,
    startedAtMs: stated?.startedAt === undefined ? null : startMsOf(stated.startedAt),
  };
  const fallback = manifest.scenarios?.length === 1 ? manifest.scenarios[0]!.id : defaultScenario;
  const isTag = adapterById(set.adapter.id)?.scenarioSource === 'tag';
  const names = {
    endpoint: endpointIds(project),
    scenario: (fromFile: string | null): string => {
      if (stated?.scenario !== undefined) return stated.scenario;
      return (isTag ? (scenario ?? fromFile) : (fromFile ?? scenario)) ?? fallback;
    },
  };
  const read = async (fromMs: number | null): Promise<Digest> => {
    const key = hashOf(
      set.adapter.id,
      hashes,
      options,
      scenario,
      stated?.scenario,
      fallback,
      project.endpoints,
      fromMs,
    );
    return cache.through('digests', key, async () =>
      readSet(set, options, fromMs === null ? { names } : { names, fromMs }),
    );
  };
  const whole = await read(null);
  const fromMs = warmupEnd(whole, manifest.scenarios ?? []);
  return assigned(fromMs === null ? whole : await read(fromMs), stated, scenario);
}

/** Where the warm-up that the manifest states ends; the first request is known only once all were read. */
function warmupEnd(digest: Digest, scenarios: readonly ManifestScenario[]): number | null {
  const ends = scenarios.flatMap(({ id, warmupSeconds = 0 }) => {
    const starts = digest.endpoints
      .filter((one) => one.scenario === id)
      .flatMap((one) => one.firstStartMs ?? []);
    return warmupSeconds > 0 && starts.length > 0 ? [Math.min(...starts) + warmupSeconds * 1_000] : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Gives readings that name nothing themselves the operation or scenario that the manifest or the folder gives. */
function assigned(digest: Digest, stated: ManifestFile | undefined, scenario: string | null): Digest {
  const operation = stated?.operation ?? null;
  return {
    ...digest,
    memoryReadings: digest.memoryReadings.map((one) => ({
      ...one,
      operation: one.operation ?? operation ?? scenario,
    })),
    cpuReadings: digest.cpuReadings.map((one) => ({ ...one, scenario: one.scenario ?? scenario })),
    cpuRows: digest.cpuRows.map((one) => ({ ...one, scenario: one.scenario ?? scenario })),
    timeline: digest.timeline.map((one) => ({
      ...one,
      scenario: one.scenario ?? scenario ?? defaultScenario,
    })),
  };
}
