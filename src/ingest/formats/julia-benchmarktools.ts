import type { Adapter } from '../adapter.ts';
import { recordTimings, warnOfBatches, recordValue } from '../record/benchmark-results.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { nanosecondsToMs } from '../fields/units.ts';

/** What `BenchmarkTools.save` writes. */
export const juliaBenchmarktools: Adapter = {
  id: 'julia-benchmarktools',
  tool: 'BenchmarkTools.jl',
  title: 'Julia BenchmarkTools JSON',
  identifiedBy:
    'An array of an object with Julia and BenchmarkTools, and an array of ["BenchmarkGroup", ...].',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Nanoseconds. Groups are joined with "/". Bytes and allocations are measures.',
    'A Trial contains samples, each the mean of "evals" calls. A TrialEstimate contains one value and does not say whether it is a minimum, a median or a mean: it is read as the mean, with a warning.',
  ],
  sets: 'each',
  sniff: (head) => {
    const [versions, body] = Array.isArray(head.json) ? (head.json as unknown[]) : [];
    return isObject(versions) && 'BenchmarkTools' in versions && Array.isArray(body);
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, juliaBenchmarktools.id, juliaBenchmarktools.tool);
  const [versions, body] = file.head.json as [Record<string, unknown>, unknown[]];
  if (typeof versions.BenchmarkTools === 'string') account.toolVersion = versions.BenchmarkTools;
  if (typeof versions.Julia === 'string') recorder.system.runtime = cleanText(`Julia ${versions.Julia}`);
  for (const item of body) walk(item, [], recorder, account);
  if (account.accepted + account.refusedCount === 0)
    throw new IngestError(
      'no-results',
      'The file contains no Trial and no TrialEstimate.',
      'Save results, not parameters.',
    );
}

/** Follows the tagged arrays [type, fields] down to the results. */
function walk(item: unknown, path: readonly string[], recorder: Recorder, account: FileAccount): void {
  const [type, fields] = Array.isArray(item) ? (item as unknown[]) : [];
  if (typeof type !== 'string' || !isObject(fields)) return;
  if (type === 'BenchmarkGroup' && isObject(fields.data))
    for (const [key, child] of Object.entries(fields.data))
      walk(child, [...path, cleanText(key.replace(/^"(.*)"$/, '$1'))], recorder, account);
  else if (type === 'Trial' || type === 'TrialEstimate')
    readResult(type, fields, path.join('/') || 'benchmark', recorder, account);
}

function readResult(
  type: 'Trial' | 'TrialEstimate',
  fields: Record<string, unknown>,
  endpoint: string,
  recorder: Recorder,
  account: FileAccount,
): void {
  const times = type === 'Trial' ? fields.times : [fields.time];
  const isTimes = (value: unknown): value is number[] =>
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number' && one >= 0);
  const timingsMs = isTimes(times) ? times.flatMap((ns) => nanosecondsToMs(ns) ?? []) : [];
  if (!isTimes(times) || timingsMs.length < times.length) {
    account.refuse(
      account.accepted + account.refusedCount + 1,
      `"${endpoint.slice(0, 40)}" has no times in nanoseconds`,
    );
    return;
  }
  account.accept();
  recordTimings(recorder, endpoint, timingsMs);
  if (type === 'TrialEstimate')
    account.warn(
      'unknown-estimator',
      'The file does not say whether its times are minima, medians or means; they are read as means.',
    );
  else if (evalsOf(fields) !== 1) warnOfBatches(account);
  for (const [key, unit] of [['memory', 'bytes'] as const, ['allocs', 'allocations'] as const]) {
    const value = fields[key];
    if (typeof value === 'number')
      recordValue(recorder, { endpoint }, { unit, direction: 'lower', value, n: times.length });
  }
}

function evalsOf(fields: Record<string, unknown>): unknown {
  const params = Array.isArray(fields.params) ? (fields.params as unknown[])[1] : undefined;
  return isObject(params) ? params.evals : undefined;
}
