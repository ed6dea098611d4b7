import type { Adapter, ReadOptions } from '../../adapter.ts';
import { forgetCoarseSpan } from '../../record/coarse-times.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { urlLabel } from '../../fields/labels.ts';
import { lines } from '../../files/lines.ts';
import { parseCount } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { Series } from '../../record/series.ts';
import { cleanText } from '../../fields/text.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';
import { parseDateTime } from '../../fields/times.ts';
import { parseDuration } from '../../fields/units.ts';

/** User, protocol, status, seconds, bytes, path, number, date and time; in colours. */
const row = /^\s*\d+,HTTP\/[\d.]+,\s*\d{3},\s*[\d.]+,\s*\d+,/;

/** siege -v with csv = true. */
export const siegeVerbose: Adapter = {
  id: 'siege-verbose',
  tool: 'siege',
  title: 'siege verbose output (CSV)',
  identifiedBy: 'Lines of user, HTTP protocol, status, seconds, bytes, path, number, date and time.',
  sourceClass: 'exact',
  notes: [
    'One line per response, in seconds with two decimals; other lines are skipped. Errors are statuses of 400 or above.',
    'The time at the end of a line is when the response was complete, in whole seconds without a zone: a rate is derived for runs of 100 s and more only.',
  ],
  sets: 'together',
  sniff: (head) => head.lines.slice(0, 50).filter((line) => row.test(cleanText(line))).length >= 2,
  read: async (files, recorder, options) => {
    const series = new Set<Series>();
    let account: FileAccount | null = null;
    for (const file of files) account = await readFile(file, series, recorder, options);
    if (account !== null) forgetCoarseSpan([...series], recorder, account);
  },
};

async function readFile(
  file: RawFile,
  opened: Set<Series>,
  recorder: Recorder,
  options: ReadOptions,
): Promise<FileAccount> {
  const account = recorder.file(file, siegeVerbose.id, siegeVerbose.tool);
  for await (const { line, text } of lines(file)) {
    const plain = cleanText(text);
    if (!row.test(plain)) continue;
    const found = readRow(plain, options.timeZone);
    if (typeof found === 'string') {
      account.refuse(line, found);
      continue;
    }
    warnOfMissingZone(account, options.timeZone);
    const series = recorder.requests(null, found.endpoint);
    opened.add(series);
    series.add(found.endMs - found.durationMs, found.durationMs, found.errorType, NaN);
    account.accept();
  }
  return account;
}

interface Row {
  readonly endpoint: string;
  readonly endMs: number;
  readonly durationMs: number;
  readonly errorType: string | null;
}

/** The line's response; otherwise why it is refused. */
function readRow(plain: string, timeZone: string | null): Row | string {
  // A path may hold commas: it is what is left between the first five fields and the last two.
  const fields = plain.split(',').map((field) => field.trim());
  const [, , status = '', seconds = ''] = fields;
  const durationMs = parseDuration(seconds, 1_000);
  if (durationMs === null) return `\`seconds\` must be a number from 0 up, got "${seconds}"`;
  const end = parseDateTime(fields.at(-1) ?? '', timeZone);
  if (end === null)
    return `\`time\` must be a date and time, got "${cleanText(fields.at(-1) ?? '').slice(0, 40)}"`;
  const path = fields.slice(5, -2).join(',');
  if (path === '') return '`path` is missing';
  return {
    endpoint: urlLabel(path),
    endMs: end.epochMs,
    durationMs,
    errorType: (parseCount(status) ?? 0) >= 400 ? status : null,
  };
}
