import { z } from 'zod';
import type { Adapter, ReadOptions } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { warnOfMissingZone } from '../files/tidy-table.ts';
import { parseDateTime } from '../fields/times.ts';
import { isDurationMs, scaled } from '../fields/units.ts';

const document = z.looseObject({
  start_time: z.string(),
  end_time: z.string().optional(),
  num_users: z.number().int().min(0),
  user_response_times: z.array(z.looseObject({ response_times: z.array(z.unknown()) })),
});

/** What marks the label of a call that ended in an exception. */
const failureMark = '_error';

/** The results of a scripted load test of sessions: each user's calls by label. */
export const sessionLoadtestJson: Adapter = {
  id: 'session-loadtest-json',
  tool: 'session load test',
  title: 'loadtest_results_*.json',
  identifiedBy: 'A JSON object with num_users, messages_per_user and user_response_times.',
  sourceClass: 'exact',
  notes: [
    'One [label, seconds] pair of user_response_times is one row. The summary is not read.',
    'A label that ends in _error is an exception of the call before that mark. Responses with an error status carry the plain label: the number of errors is unknown.',
    'Single calls have no time; start_time and end_time, without a zone, give the length and the rate.',
  ],
  sets: 'each',
  sniff: ({ json }) =>
    typeof json === 'object' &&
    json !== null &&
    ['num_users', 'messages_per_user', 'user_response_times'].every((key) => Object.hasOwn(json, key)),
  read: async ([file], recorder, options) => {
    readFile(file, recorder, options);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): void {
  const account = recorder.file(file, sessionLoadtestJson.id, sessionLoadtestJson.tool);
  const { start_time, end_time, num_users, user_response_times } = parseDocument(file, document);
  const start = parseDateTime(start_time, options.timeZone);
  const end = parseDateTime(end_time ?? '', options.timeZone);
  if (start?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  recorder.startedAtMs = start?.epochMs ?? null;
  if (start !== null && end !== null) recorder.durationSeconds = (end.epochMs - start.epochMs) / 1_000;
  else account.warn('no-end', 'The file has no end_time: the test was aborted, and its length is unknown.');
  const calls = user_response_times.flatMap((user) => user.response_times);
  calls.forEach((call, i) => addCall(call, i + 1, num_users, recorder, account));
  if (calls.length === 0)
    account.warn('no-requests', 'The file contains no call: the test was aborted before the first.');
  else
    account.warn(
      'errors-not-known',
      'Responses with an error status are not marked: the number of errors is unknown.',
    );
}

function addCall(call: unknown, row: number, users: number, recorder: Recorder, account: FileAccount): void {
  const [label, seconds] = Array.isArray(call) ? (call as unknown[]) : [];
  if (
    typeof label !== 'string' ||
    label === '' ||
    typeof seconds !== 'number' ||
    !isDurationMs(seconds * 1_000)
  ) {
    account.refuse(row, 'a call must be [label, seconds from 0 up]');
    return;
  }
  const isFailed = label.endsWith(failureMark) && label.length > failureMark.length;
  const series = recorder.requests(null, cleanText(isFailed ? label.slice(0, -failureMark.length) : label));
  series.outcomesKnown = false;
  series.add(NaN, scaled(seconds, 1_000), isFailed ? 'exception' : null, users);
  account.accept();
}
