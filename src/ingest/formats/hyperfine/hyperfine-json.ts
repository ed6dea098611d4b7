import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import { distinctNames, recordMeasure, recordValue } from '../../record/benchmark-results.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { hyperfineLabel } from './hyperfine-label.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';
import { bytesPerMb } from '../../fields/unit-names.ts';
import { scaled, secondsToMs } from '../../fields/units.ts';
import { largest } from '../../../model/long-lists.ts';

const result = z.looseObject({
  command: z.string(),
  mean: z.number().nullish(),
  stddev: z.number().nullish(),
  median: z.number().nullish(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  user: z.number().nullish(),
  system: z.number().nullish(),
  times: z.array(z.number()).nullish(),
  exit_codes: z.array(z.number().nullable()).nullish(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
  memory_usage_byte: z.array(z.number()).nullish(),
});
const schema = z.looseObject({ results: z.array(result) });

type Result = z.output<typeof result>;

/** What `hyperfine --export-json` writes. */
export const hyperfineJson: Adapter = {
  id: 'hyperfine-json',
  tool: 'hyperfine',
  title: 'hyperfine JSON',
  identifiedBy: '"results" whose items have command, mean, user and system.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'A sample is one run of the command, in "times" (seconds). Without them the values that the tool reports are read.',
    'The endpoint is the command or the name given to it; what looks like a password or token in it is masked. Parameters are added to names that would otherwise be equal. Reports compare commands along them.',
    'A run with another exit code than 0 (kept with -i) failed. User and system time are measures; memory is the largest of all runs.',
  ],
  sets: 'each',
  sniff: (head) => {
    const results = (head.json as { results?: unknown } | null | undefined)?.results;
    const first = Array.isArray(results) ? (results[0] as Record<string, unknown> | undefined) : undefined;
    return typeof first?.command === 'string' && 'mean' in first && 'user' in first;
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, hyperfineJson.id, hyperfineJson.tool);
  const { results } = parseDocument(file, schema);
  const names = distinctNames(
    results.map(({ command, parameters = {} }) => ({
      name: hyperfineLabel(command),
      details: Object.entries(parameters ?? {}).map(([key, value]) => hyperfineLabel(`${key}=${value}`)),
    })),
  );
  for (const [i, one] of results.entries()) {
    const endpoint = names[i] ?? hyperfineLabel(one.command);
    readResult(one, endpoint, i, recorder, account);
    recordParameters(one, endpoint, recorder);
  }
}

/** What `-L` and `-P` set, masked as names are. */
function recordParameters({ parameters }: Result, endpoint: string, recorder: Recorder): void {
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(parameters ?? {}))
    values[cleanText(key)] = typeof value === 'number' ? value : hyperfineLabel(value);
  if (Object.keys(values).length > 0) recorder.parameters.push({ endpoint, values });
}

function readResult(
  one: Result,
  endpoint: string,
  index: number,
  recorder: Recorder,
  account: FileAccount,
): void {
  const times = one.times ?? [];
  if (times.some((seconds) => seconds < 0) || (times.length === 0 && typeof one.mean !== 'number')) {
    account.refuse(index + 1, `result ${index + 1} has neither \`times\` nor \`mean\` of 0 or more`);
    return;
  }
  account.accept();
  if (times.length > 0) addRuns(endpoint, times, one.exit_codes ?? [], recorder);
  else recorder.reported({ endpoint, count: null, errors: null, latency: printed(one) });
  const n = Math.max(1, times.length);
  for (const [word, seconds] of [['user', one.user] as const, ['system', one.system] as const])
    if (typeof seconds === 'number')
      recordValue(
        recorder,
        { endpoint, what: `${word} time` },
        { unit: 'ms', direction: 'lower', value: scaled(seconds, 1_000), n },
      );
  const bytes = one.memory_usage_byte ?? [];
  if (bytes.length > 0)
    recordMeasure(recorder, { endpoint, what: 'largest memory' }, 'MB', [largest(bytes) / bytesPerMb]);
}

function addRuns(
  endpoint: string,
  seconds: readonly number[],
  exitCodes: readonly (number | null)[],
  recorder: Recorder,
): void {
  const series = recorder.requests(null, endpoint);
  series.outcomesKnown = exitCodes.length > 0;
  for (const [i, one] of seconds.entries()) {
    const code = exitCodes[i];
    const isFailed = code !== undefined && code !== 0;
    const error = code === null ? 'ended by a signal' : `exit code ${code}`;
    series.add(NaN, scaled(one, 1_000), isFailed ? error : null, NaN);
  }
}

const printed = (one: Result): Record<'mean' | 'stddev' | 'p50' | 'min' | 'max', number | null> => ({
  mean: secondsToMs(one.mean),
  stddev: secondsToMs(one.stddev),
  p50: secondsToMs(one.median),
  min: secondsToMs(one.min),
  max: secondsToMs(one.max),
});
