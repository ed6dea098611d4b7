import type { Adapter } from '../../adapter.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { addSiege, siegeReport } from './siege-report.ts';

/** What siege prints at its end: JSON from version 4.1 on, a list of names before and with --no-json. */
export const siegeJson: Adapter = {
  id: 'siege-json',
  tool: 'siege',
  title: 'siege summary',
  identifiedBy: 'transactions, availability and transaction_rate, as JSON or as a list.',
  sourceClass: 'reported',
  notes: [
    'One report is one row. Seconds with two decimals: mean, shortest and longest are only good to 10 ms; there are no percentiles.',
    'Requests are transactions and failed transactions together; the latter are the errors. The rate is of transactions alone.',
  ],
  sets: 'each',
  reports: { core: /"transactions"\s*:|^Transactions:/m, start: /^[^\S\r\n\u2028\u2029]*\{|^Transactions:/m },
  sniff: (head) => {
    const names = fieldsOf(head.text);
    return ['transactions', 'availability', 'elapsed_time', 'transaction_rate'].every((name) =>
      names.has(name),
    );
  },
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, siegeJson.id, siegeJson.tool);
  const fields = fieldsOf(await file.text());
  const report = siegeReport((name) => fields.get(name));
  if (report.transactions === null || report.failed === null)
    throw new IngestError(
      'cut',
      'The report has no number of transactions or failed transactions.',
      'Provide the complete output of siege.',
    );
  account.toolVersion = fields.get('version') ?? null;
  addSiege(report, recorder, account);
  account.accept();
}

const field =
  /^(?:[^\S\r\n\u2028\u2029]|\{)*(?:"([a-z_]+)":|([A-Z][a-z]+(?: [a-z]+)?):)\s*([\d.]+|-?nan|inf)/gm;

/** siege's figures by name, from either form: `"elapsed_time": 3.98` or `Elapsed time:  3.98 secs`. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const version = /\*\* SIEGE (\S+)/.exec(text)?.[1];
  if (version !== undefined) fields.set('version', version);
  for (const [, quoted, plain = '', value = ''] of text.matchAll(field))
    fields.set(quoted ?? plain.toLowerCase().replace(' ', '_'), value);
  return fields;
}
