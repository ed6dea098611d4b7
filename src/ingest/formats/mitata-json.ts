import { z } from 'zod';
import type { ValueBounds } from '../../model/documents/digest.ts';
import type { Adapter } from '../adapter.ts';
import { deviationOfQuartiles, medianBounds } from '../fields/estimate-bounds.ts';
import { cleanText } from '../fields/text.ts';
import { nanosecondsToMs } from '../fields/units.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import { distinctNames, FailedBenchmarks, recordMeasure } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';

const ns = z.number().min(0);
const stats = z.looseObject({
  ...{ avg: ns, min: ns, max: ns },
  ...{ p25: ns.nullish(), p50: ns.nullish(), p75: ns.nullish(), p99: ns.nullish(), p999: ns.nullish() },
  samples: z.array(z.number()).nullish(),
  ticks: z.number().int().min(0).nullish(),
  heap: z.looseObject({ avg: z.number() }).nullish(),
});
const run = z.looseObject({ name: z.string(), stats: stats.nullish(), error: z.unknown().optional() });
const schema = z.looseObject({
  context: z
    .looseObject({
      runtime: z.string().nullish(),
      version: z.string().nullish(),
      cpu: z.looseObject({ name: z.string().nullish() }).nullish(),
    })
    .nullish(),
  layout: z.array(z.looseObject({ name: z.string().nullish() })).nullish(),
  benchmarks: z.array(z.looseObject({ group: z.number().nullish(), runs: z.array(run) })),
});

/** mitata with `run({ format: 'json' })`. */
export const mitataJson: Adapter = {
  id: 'mitata-json',
  tool: 'mitata',
  title: 'mitata JSON',
  identifiedBy: 'A JSON object with `layout` and `benchmarks`, whose items have `runs`.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    "Nanoseconds of one iteration; percentiles are mitata's. The count is of iterations (ticks). Samples are not read, as mitata drops the slowest and the fastest ones. The interval of the median comes from the quartiles and the number of samples; where they are left out, there are 12 at least.",
    'The mean of the bytes that an iteration allocates is a measure. A benchmark that threw is counted, with a warning. The group is added to names that would otherwise be equal.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const { layout, benchmarks } = (json ?? {}) as { layout?: unknown; benchmarks?: unknown };
    const first = Array.isArray(benchmarks) ? (benchmarks[0] as unknown) : null;
    return layout !== undefined && typeof first === 'object' && first !== null && 'runs' in first;
  },
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, mitataJson.id, mitataJson.tool);
  const { context, layout, benchmarks } = parseDocument(file, schema);
  if (context?.runtime) recorder.system.runtime = cleanText(`${context.runtime} ${context.version ?? ''}`);
  if (context?.cpu?.name) recorder.system.cpu = cleanText(context.cpu.name);
  const runs = benchmarks.flatMap(({ group, runs: some }) =>
    some.map((one) => ({
      ...one,
      name: cleanText(one.name),
      details: [cleanText(layout?.[group ?? -1]?.name ?? '')],
    })),
  );
  const names = distinctNames(runs);
  const failed = new FailedBenchmarks();
  for (const [i, one] of runs.entries()) {
    const endpoint = names[i] ?? one.name;
    const found = one.stats;
    if (!found) {
      failed.add(account, endpoint, messageOf(one.error));
      continue;
    }
    account.accept();
    recorder.reported({
      endpoint,
      count: found.ticks ?? null,
      errors: null,
      latency: {
        min: nanosecondsToMs(found.min),
        max: nanosecondsToMs(found.max),
        mean: nanosecondsToMs(found.avg),
        p50: nanosecondsToMs(found.p50),
        p99: nanosecondsToMs(found.p99),
        p999: nanosecondsToMs(found.p999),
        bounds: { p50: boundsOf(found) },
        unitMs: nanosecond,
      },
    });
    if (found.heap) recordMeasure(recorder, { endpoint }, 'bytes/iter', [found.heap.avg], 'lower');
  }
  failed.report(account);
}

function messageOf(error: unknown): string | null {
  const { message } = Object(error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : null;
}

/** Its unit, in ms. */
const nanosecond = 1e-6;

/** mitata takes this many samples at least, unless it is told otherwise. */
const fewestSamples = 12;

function boundsOf({ p25, p50, p75, samples }: z.output<typeof stats>): ValueBounds | null {
  if (p25 == null || p50 == null || p75 == null || p75 < p25) return null;
  const hasSamples = samples != null && samples.length > 0;
  const deviation = nanosecondsToMs(deviationOfQuartiles(p25, p75));
  return medianBounds(nanosecondsToMs(p50), deviation, hasSamples ? samples.length : fewestSamples);
}
