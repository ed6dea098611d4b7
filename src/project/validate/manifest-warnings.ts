import type { Digest } from '../../model/digest.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { formatDuration } from '../../model/format.ts';
import type { ManifestScenario } from '../../model/manifest.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { RunInput } from '../../report/run-input.ts';
import { startMsOf, startOf } from '../../report/run-start.ts';
import type { Places } from './validate.ts';
import { showPath } from './value-path.ts';

/** Where a remark stands in run.json, what is said of it, and what to do. */
interface Remark extends Pick<Problem, 'message' | 'hint'> {
  readonly path: readonly PropertyKey[];
  readonly found: unknown;
}

/** What a valid run.json says that the raw files contradict; `placed` are scenarios that files have by their place. */
export function manifestRemarks(
  input: RunInput,
  placed: readonly string[],
  file: string,
  places: Places,
): Problem[] {
  // What could not be read cannot contradict anything.
  if (input.problems.some(({ severity }) => severity === 'error')) return [];
  const scenarios = input.manifest.scenarios ?? [];
  const warmup = Math.max(0, ...scenarios.map(({ warmupSeconds = 0 }) => warmupSeconds));
  const remarks = [
    ...startApart(input),
    ...scenarios.flatMap((one, i) => [
      ...scenarioWithoutFiles(one, i, input.digests, placed),
      ...stepsAfterTheEnd(one, i, input.digests, warmup),
    ]),
  ];
  return remarks.map(({ path, found, message, hint }) =>
    problem('warning', file, `\`${showPath(path)}\`: ${message}`, {
      ...places.ofValue(path),
      path: showPath(path),
      found: showFound(found),
      hint,
    }),
  );
}

const dayMs = 86_400_000;

/** Runs are ordered by `startedAt`: one that is copied from another run puts this one in a wrong place. */
function startApart(input: RunInput): Remark[] {
  const { startedAt } = input.manifest;
  const { firstSampleMs } = startOf(input);
  if (startedAt === undefined || firstSampleMs === null) return [];
  // A date alone may be that of another time zone.
  const allowed = startedAt.includes('T') ? dayMs : 2 * dayMs;
  if (Math.abs(startMsOf(startedAt) - firstSampleMs) <= allowed) return [];
  const first = new Date(firstSampleMs).toISOString().replace('.000Z', 'Z');
  return [
    {
      path: ['startedAt'],
      found: startedAt,
      message: `${startedAt} is more than a day from the first sample, ${first}.`,
      hint: 'Correct it, or leave it out: then the first sample counts.',
    },
  ];
}

function scenarioWithoutFiles(
  { id, warmupSeconds = 0 }: ManifestScenario,
  i: number,
  digests: readonly Digest[],
  placed: readonly string[],
): Remark[] {
  const measured = digests.flatMap(({ endpoints }) => endpoints.flatMap(({ scenario }) => scenario ?? []));
  // A warm-up is taken from all scenarios of a file: one without a warm-up may have had its requests in it.
  if (!measured.includes(id) && digests.some(({ leftOut }) => leftOut > 0))
    return warmupSeconds === 0 ? [] : [warmupOfAll(id, i, warmupSeconds)];
  const known = [...new Set([...measured, ...placed, ...digests.flatMap(scenariosOfReadings)])];
  if (known.includes(id)) return [];
  return [
    {
      path: ['scenarios', i, 'id'],
      found: id,
      message: `no raw file has the scenario "${showFound(id)}".`,
      hint: didYouMean(id, known) ?? 'Name its files in "files", or take it out.',
    },
  ];
}

const warmupOfAll = (id: string, i: number, seconds: number): Remark => ({
  path: ['scenarios', i, 'warmupSeconds'],
  found: seconds,
  message: `a warm-up of ${formatDuration(seconds)} leaves no request of ${showFound(id)}.`,
  hint: 'Make it shorter than the run.',
});

const scenariosOfReadings = ({ cpuReadings, cpuRows, timeline }: Digest): string[] =>
  [...cpuReadings, ...cpuRows, ...timeline].flatMap(({ scenario }) => scenario ?? []);

function stepsAfterTheEnd(
  { id, steps = [] }: ManifestScenario,
  i: number,
  digests: readonly Digest[],
  warmupSeconds: number,
): Remark[] {
  const own = digests.flatMap(({ endpoints }) => endpoints.filter(({ scenario }) => scenario === id));
  const starts = own.flatMap(({ firstStartMs }) => firstStartMs ?? []);
  const ends = own.flatMap(({ lastEndMs }) => lastEndMs ?? []);
  if (starts.length === 0 || ends.length === 0) return [];
  const seconds = (Math.max(...ends) - Math.min(...starts)) / 1_000 + warmupSeconds;
  return steps.flatMap(({ startSeconds }, k) =>
    startSeconds < seconds
      ? []
      : {
          path: ['scenarios', i, 'steps', k, 'startSeconds'],
          found: startSeconds,
          message: `the step begins after ${formatDuration(startSeconds)}, when the scenario was over: it took ${formatDuration(seconds)}.`,
          hint: 'Steps count from the first request of the scenario, in seconds.',
        },
  );
}
