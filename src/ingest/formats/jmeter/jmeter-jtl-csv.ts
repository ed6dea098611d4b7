import { at } from '../../../model/checked.ts';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { isPerfMonFile, jtlLayout } from './jmeter-layout.ts';
import { JtlRows } from './jmeter-rows.ts';
import { JmeterSamples, warnOfSubResults } from './jmeter-samples.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { scanCsv } from '../../scan/scan-file.ts';
import { requireRows } from '../../record/usable-rows.ts';

/** JMeter's log of single samples in CSV form, and what other tools write in its columns (Taurus, apiritif). */
export const jmeterJtlCsv: Adapter = {
  id: 'jmeter-jtl-csv',
  tool: 'JMeter',
  title: 'JTL, CSV form',
  identifiedBy:
    'A header with `elapsed` and `timeStamp` or `label`; without a header: 13 digits, a whole number, and true or false as the eighth field.',
  sourceClass: 'exact',
  notes: [
    'Any set of columns; comma, semicolon, tab or bar. `elapsed` in ms, from the start of the request to the last byte.',
    'A sample failed if `success` is false, whatever its response code.',
    'Transaction controllers are transactions if their calls are rows too, else endpoints. Sub-results (`label-0`) are not counted beside their parent.',
    'Users are `allThreads`. `timeStamp` is taken as the start, as JMeter ships.',
  ],
  sets: 'together',
  sniff: (head) => {
    const layout = jtlLayout(head);
    return layout !== null && !isPerfMonFile(head, layout);
  },
  read: async (files, recorder, options) => {
    const samples = new JmeterSamples(recorder);
    const accounts = [];
    for (const file of files) accounts.push(await readFile(file, recorder, samples, options));
    requireRows(accounts, usableHint);
    const subResults = samples.settle();
    if (subResults > 0) warnOfSubResults(at(accounts, 0), subResults);
  },
};

async function readFile(
  file: RawFile,
  recorder: Recorder,
  samples: JmeterSamples,
  options: ReadOptions,
): Promise<FileAccount> {
  const account = recorder.file(file, jmeterJtlCsv.id, jmeterJtlCsv.tool);
  const layout = jtlLayout(file.head);
  if (layout === null) throw notJtl;
  if (layout.at.success < 0 && layout.at.responseCode < 0) {
    samples.knowsOutcomes = false;
    account.warn(
      'no-outcomes',
      'The file has neither `success` nor `responseCode`: how many requests failed is unknown. Set jmeter.save.saveservice.successful=true.',
    );
  }
  if (layout.at.threadName < 0) samples.knowsThreads = false;
  const rows = new JtlRows(file.head, layout, samples, account, options);
  await scanCsv(file, layout.delimiter, {
    row: (row) => rows.read(row),
    broken: (line, reason) => account.refuse(line, reason),
  });
  rows.finish();
  return account;
}

const usableHint =
  'Check the columns and their format against jmeter.save.saveservice.* in jmeter.properties.';
const notJtl = new IngestError(
  'unexpected-shape',
  'The first line is not a header or row of a JTL file.',
  usableHint,
);
