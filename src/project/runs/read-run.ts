import { join } from 'node:path';
import { IngestError } from '../../ingest/files/ingest-error.ts';
import { at } from '../../model/checked.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { Digest } from '../../model/documents/digest.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { withoutHosts } from '../../ingest/across-files/without-hosts.ts';
import { endpointIds, plainEndpointIds } from '../../report/measure/endpoint-names.ts';
import type { RunInput } from '../../report/measure/run-input.ts';
import { historyFolder, type FoundRun } from '../read/discover.ts';
import { isAccepted, rawFileProblems } from '../validate/raw-file-problems.ts';
import { setWithout, withLeftOut } from '../../ingest/repeats/without-repeats.ts';
import { sourcesOf, wholePath, withWholeSources } from '../../ingest/split-reports.ts';
import { settledDigests } from '../../ingest/across-files/settled-digests.ts';
import { repeatsOf } from './cached-repeats.ts';
import { digestWithWarmup } from './digest-set.ts';
import { rawFilesOf } from './file-facts.ts';
import type { ReadContext } from './read-context.ts';
import { runSets } from './run-sets.ts';
import { readingsApart } from './separate-readings.ts';
import { append } from '../../model/long-lists.ts';

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
      read.push((await digestWithWarmup(one, manifest, context)).digest);
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

function unreadProblem(file: string, error: unknown): Problem {
  if (!(error instanceof IngestError)) throw error;
  return problem('error', file, error.message, { hint: error.hint, line: error.line });
}
