import { z } from 'zod';
import type { MeasureDirection } from '../../../model/metrics/metrics.ts';
import type { Adapter } from '../../adapter.ts';
import {
  distinctNames,
  recordTimings,
  warnOfBatches,
  recordValue,
  type MeasureOf,
} from '../../record/benchmark-results.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';
import { inMs } from '../../fields/unit-names.ts';
import {
  callPercentiles,
  scoreDirection,
  secondaryDirection,
  secondaryLabel,
  timeUnitOf,
} from './jmh-scores.ts';

const score = z.union([z.number(), z.string()]);
const metric = z.looseObject({
  score,
  scoreUnit: z.string(),
  scorePercentiles: z.record(z.string(), score).optional(),
  rawData: z.array(z.array(score)).optional(),
  rawDataHistogram: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))).optional(),
});
const result = z.looseObject({
  jmhVersion: z.string().optional(),
  benchmark: z.string(),
  mode: z.string(),
  threads: z.number().optional(),
  jdkVersion: z.string().optional(),
  vmName: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
  primaryMetric: metric,
  secondaryMetrics: z.record(z.string(), metric).optional(),
});
const schema = z.array(result);

type Result = z.output<typeof result>;
type Metric = z.output<typeof metric>;

/** What JMH writes with `-rf json`. */
export const jmhJson: Adapter = {
  id: 'jmh-json',
  tool: 'JMH',
  title: 'JMH JSON',
  identifiedBy: 'An array whose items have benchmark, mode and primaryMetric.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'A scoreUnit of time per operation is a timing, unless the mode is thrpt; everything else is a measure, and its unit says which way is better.',
    'A sample is: in mode sample one call (rawDataHistogram), in mode ss one shot, in mode avgt the mean of one iteration.',
    'Mode sample without its histogram: score and scorePercentiles, which are of single calls, as JMH reported them.',
    'Names carry the parameters; mode and threads only if two results would otherwise have the same name.',
    'Secondary metrics (allocation rates, bytes per call) are measures, better lower if they are of the garbage collector.',
  ],
  sets: 'each',
  sniff: (head) => {
    const first = Array.isArray(head.json) ? (head.json[0] as Record<string, unknown> | null) : null;
    return typeof first === 'object' && first !== null && 'benchmark' in first && 'primaryMetric' in first;
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, jmhJson.id, jmhJson.tool);
  const results = parseDocument(file, schema);
  const names = distinctNames(
    results.map((one) => ({
      name: labelOf(one),
      details: [one.mode, one.threads === undefined ? null : `${one.threads} threads`],
    })),
  );
  const [first] = results;
  account.toolVersion = first?.jmhVersion ?? null;
  if (first?.jdkVersion !== undefined)
    recorder.system.runtime = cleanText(`${first.vmName ?? 'Java'} ${first.jdkVersion}`);
  for (const [i, one] of results.entries()) readResult(one, names[i] ?? labelOf(one), i, recorder, account);
}

function labelOf({ benchmark, params }: Result): string {
  const pairs = Object.entries(params ?? {}).map(([key, value]) => `${key}=${value}`);
  return cleanText(pairs.length === 0 ? benchmark : `${benchmark} [${pairs.join(', ')}]`);
}

function readResult(
  one: Result,
  name: string,
  index: number,
  recorder: Recorder,
  account: FileAccount,
): void {
  const { primaryMetric, mode } = one;
  const timeUnit = mode === 'thrpt' ? null : timeUnitOf(primaryMetric.scoreUnit);
  const values = valuesOf(primaryMetric);
  if (values.length === 0) {
    account.refuse(
      index + 1,
      `result ${index + 1}: \`primaryMetric.score\` must be a number, got "${cleanText(String(primaryMetric.score)).slice(0, 40)}"`,
    );
    return;
  }
  account.accept();
  if (timeUnit === null)
    addScore(primaryMetric, { endpoint: name }, scoreDirection(primaryMetric.scoreUnit, mode), recorder);
  else addTimes(one, name, timeUnit, recorder, account);
  for (const [key, secondary] of Object.entries(one.secondaryMetrics ?? {})) {
    const label = cleanText(secondaryLabel(key));
    addScore(
      secondary,
      { endpoint: name, what: label },
      secondaryDirection(secondary.scoreUnit, label),
      recorder,
    );
  }
}

function addTimes(
  { primaryMetric, mode }: Result,
  name: string,
  unit: string,
  recorder: Recorder,
  account: FileAccount,
): void {
  const values = valuesOf(primaryMetric);
  if (primaryMetric.rawDataHistogram !== undefined) addCalls(primaryMetric, name, unit, recorder);
  else if (mode === 'sample') addPercentiles(primaryMetric, name, unit, recorder);
  else {
    recordTimings(
      recorder,
      name,
      values.flatMap((value) => inMs(value, unit) ?? []),
    );
    if (mode === 'avgt' && values.length > 1) warnOfBatches(account);
  }
}

/** rawData holds means of iterations here; only the percentiles are of single calls. */
function addPercentiles(
  { score: mean, scorePercentiles = {} }: Metric,
  name: string,
  unit: string,
  recorder: Recorder,
): void {
  const percentiles = Object.entries(scorePercentiles).flatMap(([percent, value]) =>
    typeof value === 'number' ? [[Number(percent), value] as const] : [],
  );
  recorder.reported({
    endpoint: name,
    count: null,
    errors: null,
    latency: {
      mean: typeof mean === 'number' ? inMs(mean, unit) : null,
      ...callPercentiles(percentiles, unit),
    },
  });
}

/** The score as JMH printed it: of secondary metrics it is a sum or a maximum as often as a mean. */
function addScore(one: Metric, of: MeasureOf, direction: MeasureDirection, recorder: Recorder): void {
  const values = valuesOf(one);
  const value = typeof one.score === 'number' ? one.score : values[0];
  if (value !== undefined)
    recordValue(recorder, of, {
      unit: cleanText(one.scoreUnit),
      direction,
      value,
      n: values.length,
      readings: isMean(value, values) ? values : [],
    });
}

/** True where the score is the mean of the values beside it, as far as their last digits tell. */
const isMean = (score: number, values: readonly number[]): boolean =>
  Math.abs(values.reduce((sum, one) => sum + one, 0) / values.length - score) <= 1e-6 * Math.abs(score);

/** The values of all iterations of all forks; the score alone where they are not in the file. */
function valuesOf({ score: whole, rawData = [] }: Metric): number[] {
  const raw = rawData.flat().filter((value) => typeof value === 'number');
  if (raw.length > 0) return raw;
  return typeof whole === 'number' ? [whole] : [];
}

function addCalls({ rawDataHistogram = [] }: Metric, name: string, unit: string, recorder: Recorder): void {
  const series = recorder.requests(null, name);
  for (const [value, count] of rawDataHistogram.flat(2)) {
    const ms = inMs(value, unit) ?? NaN;
    for (let call = 0; call < count; call++) series.add(NaN, ms, null, NaN);
  }
}
