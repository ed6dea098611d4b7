import type { Digest } from '../../model/documents/digest.ts';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { formatDuration } from '../../model/text/format.ts';
import type { ManifestScenario } from '../../model/documents/manifest.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { RunInput } from '../../report/measure/run-input.ts';
import { startMsOf, startOf } from '../../report/measure/run-start.ts';
import type { TextPlaces } from './text-places.ts';
import { showPath } from './value-path.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** A warning about a key of run.json. */
interface ManifestWarning extends Pick<Problem, 'message' | 'hint'> {
  readonly path: readonly PropertyKey[];
  readonly found: unknown;
}

/** Warns about a valid run.json that the raw files contradict. `fromFolders` are scenarios that files get from their folders. */
export function manifestWarnings(
  input: RunInput,
  fromFolders: readonly string[],
  file: string,
  places: TextPlaces,
): Problem[] {
  // Unreadable files cannot contradict the manifest.
  if (input.problems.some(({ severity }) => severity === 'error')) return [];
  const scenarios = input.manifest.scenarios ?? [];
  const warmup = Math.max(0, largest(scenarios.map(({ warmupSeconds = 0 }) => warmupSeconds)));
  const warnings = [
    ...startFarFromSamples(input),
    ...scenarios.flatMap((one, i) => [
      ...scenarioWithoutFiles(one, i, input.digests, fromFolders),
      ...stepsAfterTheEnd(one, i, input.digests, warmup),
    ]),
  ];
  return warnings.map(({ path, found, message, hint }) =>
    problem('warning', file, `\`${showPath(path)}\`: ${message}`, {
      ...places.ofValue(path),
      path: showPath(path),
      found: showFound(found),
      hint,
    }),
  );
}

const dayMs = 86_400_000;

/** Runs are ordered by `startedAt`, so a value copied from another run puts this run in the wrong position. */
function startFarFromSamples(input: RunInput): ManifestWarning[] {
  const { startedAt } = input.manifest;
  const { firstSampleMs } = startOf(input);
  if (startedAt === undefined || firstSampleMs === null) return [];
  // A date without a time may be in another time zone.
  const allowed = startedAt.includes('T') ? dayMs : 2 * dayMs;
  if (Math.abs(startMsOf(startedAt) - firstSampleMs) <= allowed) return [];
  const first = new Date(firstSampleMs).toISOString().replace('.000Z', 'Z');
  return [
    {
      path: ['startedAt'],
      found: startedAt,
      message: `${startedAt} is more than a day from the first sample, ${first}.`,
      hint: 'Correct it, or omit it to use the first sample.',
    },
  ];
}

function scenarioWithoutFiles(
  { id, warmupSeconds = 0 }: ManifestScenario,
  i: number,
  digests: readonly Digest[],
  fromFolders: readonly string[],
): ManifestWarning[] {
  const measured = digests.flatMap(({ endpoints }) => endpoints.flatMap(({ scenario }) => scenario ?? []));
  // Warm-up is removed from all scenarios of a file, so a scenario without a warm-up may have lost its requests to it.
  if (!measured.includes(id) && digests.some(({ leftOut }) => leftOut > 0))
    return warmupSeconds === 0 ? [] : [warmupOfAll(id, i, warmupSeconds)];
  const known = [...new Set([...measured, ...fromFolders, ...digests.flatMap(scenariosOfReadings)])];
  if (known.includes(id)) return [];
  return [
    {
      path: ['scenarios', i, 'id'],
      found: id,
      message: `no raw file has the scenario "${showFound(id)}".`,
      hint: didYouMean(id, known) ?? 'List its files in "files", or remove the scenario.',
    },
  ];
}

const warmupOfAll = (id: string, i: number, seconds: number): ManifestWarning => ({
  path: ['scenarios', i, 'warmupSeconds'],
  found: seconds,
  message: `a warm-up of ${formatDuration(seconds)} removes all requests of ${showFound(id)}.`,
  hint: 'Make it shorter than the run.',
});

const scenariosOfReadings = ({ cpuReadings, cpuRows, timeline, measures }: Digest): string[] =>
  [...cpuReadings, ...cpuRows, ...timeline, ...measures].flatMap(({ scenario }) => scenario ?? []);

function stepsAfterTheEnd(
  { id, steps = [] }: ManifestScenario,
  i: number,
  digests: readonly Digest[],
  warmupSeconds: number,
): ManifestWarning[] {
  const own = digests.flatMap(({ endpoints }) => endpoints.filter(({ scenario }) => scenario === id));
  const starts = own.flatMap(({ firstStartMs }) => firstStartMs ?? []);
  const ends = own.flatMap(({ lastEndMs }) => lastEndMs ?? []);
  if (starts.length === 0 || ends.length === 0) return [];
  const seconds = (largest(ends) - smallest(starts)) / 1_000 + warmupSeconds;
  return steps.flatMap(({ startSeconds }, k) =>
    startSeconds < seconds
      ? []
      : {
          path: ['scenarios', i, 'steps', k, 'startSeconds'],
          found: startSeconds,
          message: `the step begins at ${formatDuration(startSeconds)}, after the end of the scenario at ${formatDuration(seconds)}.`,
          hint: 'Give seconds from the first request of the scenario.',
        },
  );
}
