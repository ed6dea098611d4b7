import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { ValueBounds } from '../../model/documents/digest.ts';
import type { Adapter } from '../adapter.ts';
import { parseCount, parseNonNegative } from '../fields/number-fields.ts';
import { bounds95 } from '../fields/estimate-bounds.ts';
import { cleanText } from '../fields/text.ts';
import { nanosecondsToMs } from '../fields/units.ts';
import type { RawFile } from '../files/raw-file.ts';
import { distinctNames, FailedBenchmarks } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

/** What Catch2 writes with `--reporter xml`. */
export const catch2Xml: Adapter = {
  id: 'catch2-xml',
  tool: 'Catch2',
  title: 'Catch2 XML',
  identifiedBy: 'XML with the root `Catch2TestRun` (or `Catch`) and elements `BenchmarkResults`.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Nanoseconds of one call: mean and standard deviation over samples; the count is of samples, of `iterations` calls each. Bounds (lowerBound, upperBound) are the interval of the mean, not extremes.',
    'Test cases are added to names that would otherwise be equal. A benchmark that failed is counted, with a warning; results of tests are not read.',
  ],
  sets: 'each',
  sniff: ({ text }) => /^\s*</.test(text) && text.includes('<BenchmarkResults '),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

interface Result {
  readonly line: number;
  readonly name: string;
  readonly details: readonly (string | null)[];
  readonly samples: number | null;
  meanNs: number | null;
  deviationNs: number | null;
  bounds: ValueBounds | null;
  failure: string | null;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, catch2Xml.id, catch2Xml.tool);
  const results = readResults(await file.text());
  const failed = new FailedBenchmarks();
  const names = distinctNames(results);
  for (const [i, one] of results.entries()) {
    const endpoint = names[i] ?? one.name;
    if (one.failure !== null) failed.add(account, endpoint, one.failure);
    else if (one.meanNs === null)
      account.refuse(
        one.line,
        `the benchmark "${endpoint.slice(0, 60)}" has no mean: the file is incomplete`,
      );
    else {
      account.accept();
      recorder.reported({
        endpoint,
        count: one.samples,
        errors: null,
        latency: {
          mean: nanosecondsToMs(one.meanNs),
          stddev: nanosecondsToMs(one.deviationNs),
          bounds: { mean: one.bounds },
        },
      });
    }
  }
  failed.report(account);
  requireRows([account], 'Run the benchmarks again with --reporter xml.');
}

/** The results of a document; what a cut end leaves out is missing in the last one. */
function readResults(text: string): Result[] {
  const parser = new SaxesParser({ xmlns: false });
  const results: Result[] = [];
  let testCase: string | null = null;
  // A program that writes to the same stream breaks the XML: what could be read still counts.
  parser.on('error', () => undefined);
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const { name, attributes } = tag;
    if (name === 'TestCase') testCase = cleanText(attributes.name ?? '');
    else if (name === 'BenchmarkResults')
      results.push({
        line: parser.line,
        name: cleanText(attributes.name ?? ''),
        details: [testCase],
        samples: parseCount(attributes.samples ?? ''),
        meanNs: null,
        deviationNs: null,
        bounds: null,
        failure: null,
      });
    else readPart(tag, results.at(-1));
  });
  parser.write(text).close();
  return results;
}

function readPart({ name, attributes }: SaxesTagPlain, into: Result | undefined): void {
  if (into === undefined) return;
  if (name === 'mean' && into.meanNs === null) {
    into.meanNs = parseNonNegative(attributes.value ?? '');
    into.bounds = boundsOf(into.meanNs, attributes);
  }
  if (name === 'standardDeviation') into.deviationNs ??= parseNonNegative(attributes.value ?? '');
  if (name === 'failed') into.failure = attributes.message ?? 'no reason given';
}

/** The interval of the mean at 95%, which is what Catch2 uses unless it is told another level. */
function boundsOf(
  meanNs: number | null,
  { lowerBound, upperBound, ci }: SaxesTagPlain['attributes'],
): ValueBounds | null {
  const [lower, upper] = [lowerBound, upperBound].map((bound) => parseNonNegative(bound ?? ''));
  if (lower == null || upper == null) return null;
  return bounds95(
    nanosecondsToMs(meanNs),
    nanosecondsToMs((upper - lower) / 2),
    parseNonNegative(ci ?? '') ?? 0.95,
  );
}
