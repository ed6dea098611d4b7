import { recordValue } from '../record/benchmark-results.ts';
import { z } from 'zod';
import type { MeasureDirection } from '../../model/metrics/metrics.ts';
import type { Adapter } from '../adapter.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { directionOf } from '../fields/measure-direction.ts';
import { nanosecondsToMs } from '../fields/units.ts';

const schema = z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.number() })));

/** Units of Bencher's built-in measures; others carry none in the file. */
const units: Readonly<Record<string, string>> = {
  latency: 'ns',
  throughput: 'ops/s',
  'build-time': 's',
  'file-size': 'bytes',
};

/** Directions of Bencher's built-in measures; its users choose that of others with a threshold. */
const directions: Readonly<Record<string, MeasureDirection>> = { throughput: 'higher', accuracy: 'higher' };

/** Bencher Metric Format: what `bencher run` takes in. */
export const bencherBmf: Adapter = {
  id: 'bencher-bmf',
  tool: 'Bencher',
  title: 'Bencher Metric Format (BMF) JSON',
  identifiedBy:
    'An object of objects of objects, each innermost one with a number "value" and nothing but its bounds.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    "The measure latency is nanoseconds (Bencher's built-in unit) and becomes a mean response time; every other one is a measure.",
    'Bounds (lower_value, upper_value) are of the variation, not extremes, and are not read. Measures of your own have a direction only if their name ends in a unit.',
  ],
  sets: 'each',
  sniff: (head) => isBmf(head.json),
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const metricKeys = new Set(['value', 'lower_value', 'upper_value']);

function isBmf(json: unknown): boolean {
  if (!isObject(json)) return false;
  const measures = Object.values(json).flatMap((one) => (isObject(one) ? Object.values(one) : [null]));
  return (
    measures.length > 0 &&
    measures.every(
      (one) => isObject(one) && 'value' in one && Object.keys(one).every((key) => metricKeys.has(key)),
    )
  );
}

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, bencherBmf.id, bencherBmf.tool);
  for (const [benchmark, measures] of Object.entries(parseDocument(file, schema)))
    for (const [measure, { value }] of Object.entries(measures)) {
      account.accept();
      const endpoint = cleanText(benchmark);
      if (measure === 'latency')
        recorder.reported({ endpoint, count: null, errors: null, latency: { mean: nanosecondsToMs(value) } });
      else
        recordValue(
          recorder,
          { endpoint, what: cleanText(measure) },
          {
            unit: units[measure] ?? '',
            direction: directions[measure] ?? directionOf(units[measure] ?? '', measure),
            value,
            n: 1,
          },
        );
    }
}
