import { z } from 'zod';
import { shapeText } from '../../../model/text/issue-text.ts';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import { lines, longestLine } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { gooseRequestCsv } from './goose-request-csv.ts';
import { GooseRequests } from './goose-requests.ts';

const schema = z.looseObject({
  elapsed: z.number(),
  response_time: z.number(),
  name: z.string(),
  status_code: z.number(),
  success: z.boolean(),
  update: z.boolean(),
  user: z.number(),
  error: z.string().default(''),
  coordinated_omission_elapsed: z.number().default(0),
  raw: z.looseObject({ method: z.string(), custom_method: z.string().default('') }),
});

/** goose --request-log (its default is JSON, one object a line). */
export const gooseRequestJson: Adapter = {
  id: 'goose-request-json',
  tool: 'goose',
  title: 'goose request log (JSON)',
  identifiedBy: 'One JSON object per line, with elapsed, raw, response_time, status_code and user_cadence.',
  sourceClass: 'exact',
  notes: ['As the CSV log.', ...gooseRequestCsv.notes.slice(-1)],
  sets: 'each',
  isClockless: true,
  sniff: (head) => {
    const first = head.lines.find((line) => line.trim() !== '') ?? '';
    return (
      first.startsWith('{') &&
      ['elapsed', 'raw', 'response_time', 'status_code', 'user_cadence'].every((key) =>
        first.includes(`"${key}":`),
      )
    );
  },
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, gooseRequestJson.id, gooseRequestJson.tool);
  recorder.isRelativeTime = options.startedAtMs === null;
  const requests = new GooseRequests(recorder, options.startedAtMs ?? 0);
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '') continue;
    account.line = line;
    const refusal = text.length > longestLine ? 'a line may have at most 1 MiB' : readLine(text, requests);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  requests.end(account);
}

function readLine(text: string, requests: GooseRequests): string | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return 'not valid JSON';
  }
  const parsed = schema.safeParse(found);
  if (!parsed.success) return shapeText(parsed.error, found);
  const { data } = parsed;
  return requests.add({
    elapsed: data.elapsed,
    responseTime: data.response_time,
    method: data.raw.custom_method || data.raw.method,
    name: data.name,
    status: data.status_code,
    success: data.success,
    error: data.error,
    user: String(data.user),
    isUpdate: data.update,
    omissionElapsed: data.coordinated_omission_elapsed,
  });
}
