import type { Adapter } from '../adapter.ts';
import { parseCount, parseNonNegative } from '../fields/number-fields.ts';
import { cleanLabel, cleanText } from '../fields/text.ts';
import { isMomentMs, microsecondsToMs } from '../fields/units.ts';
import { lines, longestLine } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { FileAccount } from '../record/file-account.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

const columnCount = 12;
const firstRow = /^\d{10}\.\d{3}\t[^\t]*(?:\t\d+){10}$/;

/** Yandex.Tank's log of single requests (phout.txt). */
export const yandexTankPhout: Adapter = {
  id: 'yandex-tank-phout',
  tool: 'Yandex.Tank',
  title: 'Yandex.Tank phout',
  identifiedBy:
    'No header; twelve fields with tabs: epoch seconds with three decimals, a tag, ten whole numbers.',
  sourceClass: 'exact',
  notes: [
    'Columns: 1 (start, epoch s), 2 (tag), 3 (interval_real, µs, the response time), 11 (network code), 12 (status). The number after # in a tag is that of the ammo and is left out.',
    'Errors are network codes other than 0 and statuses of 400 or above. Without a tag the endpoint is *.',
  ],
  sets: 'together',
  sniff: ({ lines: head }) => head[0] !== undefined && head[0].length < 1_000 && firstRow.test(head[0]),
  read: async (files, recorder) => {
    const accounts: FileAccount[] = [];
    for (const file of files) accounts.push(await readFile(file, recorder));
    requireRows(accounts, 'Provide phout.txt as Yandex.Tank wrote it.');
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<FileAccount> {
  const account = recorder.file(file, yandexTankPhout.id, yandexTankPhout.tool);
  for await (const { line, text } of lines(file)) {
    const refusal = text.length > longestLine ? 'a line may have at most 1 MiB' : addRow(text, recorder);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  return account;
}

/** Adds the row's request; otherwise says why not. */
function addRow(text: string, recorder: Recorder): string | null {
  const fields = text.split('\t');
  if (fields.length !== columnCount) return `expected ${columnCount} fields with tabs, got ${fields.length}`;
  const field = (at: number): string => fields[at] ?? '';
  const startSeconds = parseNonNegative(field(0));
  const durationMs = microsecondsToMs(parseCount(field(2)));
  const [network, status] = [parseCount(field(10)), parseCount(field(11))];
  if (startSeconds === null || !isMomentMs(startSeconds * 1_000))
    return `the time must be epoch seconds, got "${cleanText(field(0)).slice(0, 40)}"`;
  if (durationMs === null || network === null || status === null)
    return 'interval_real, network code and status must be whole numbers';
  const tag = cleanLabel(field(1).replace(/#\d*$/, ''));
  const series = recorder.requests(null, tag === '' ? allEndpoints : tag);
  series.add(Math.round(startSeconds * 1_000), durationMs, errorOf(network, status), NaN);
  return null;
}

function errorOf(network: number, status: number): string | null {
  if (network !== 0) return `network error ${network}`;
  return status >= 400 ? String(status) : null;
}
