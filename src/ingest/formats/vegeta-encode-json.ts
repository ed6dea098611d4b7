import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { lines, longestLine } from '../lines.ts';
import type { RawFile } from '../raw-file.ts';
import type { Recorder } from '../recorder.ts';
import { cleanText } from '../text.ts';
import { parseDateTime } from '../times.ts';
import { addHit } from '../vegeta-hit.ts';

const hit = z.looseObject({
  code: z.number().int().min(0),
  timestamp: z.string(),
  latency: z.number().min(0).max(1e18),
  error: z.string().nullable().optional(),
  method: z.string().optional(),
  url: z.string().optional(),
});

/** vegeta encode (its default is JSON, one object a line). */
export const vegetaEncodeJson: Adapter = {
  id: 'vegeta-encode-json',
  tool: 'vegeta',
  title: 'vegeta encode (JSON)',
  identifiedBy: 'A JSON object a line, with attack, seq, code, timestamp and latency.',
  sourceClass: 'exact',
  notes: [
    'One line a request; timestamp is its start, latency is in nanoseconds. Bodies and headers are not read.',
    'Errors are requests without response (code 0) and responses of status 400 or above. Versions before 12 name no URL: the endpoint is then *.',
  ],
  sets: 'together',
  sniff: (head) => {
    const first = head.lines.find((line) => line.trim() !== '') ?? '';
    return (
      first.startsWith('{') &&
      ['attack', 'seq', 'code', 'latency'].every((key) => first.includes(`"${key}":`))
    );
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, vegetaEncodeJson.id, vegetaEncodeJson.tool);
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '') continue;
    const refusal = text.length > longestLine ? 'a line may have at most 1 MiB' : readLine(text, recorder);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
}

/** Adds the line's request; otherwise says why it was refused. */
function readLine(text: string, recorder: Recorder): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not valid JSON';
  }
  const parsed = hit.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return `\`${issue.path.join('.') || 'the line'}\` is not as vegeta writes it: ${issue.message}`;
  }
  const { code, timestamp, latency, error, method = '', url = '' } = parsed.data;
  const time = parseDateTime(timestamp, null);
  if (time === null) return `\`timestamp\` must be RFC 3339, got "${cleanText(timestamp).slice(0, 40)}"`;
  addHit(recorder, {
    startMs: time.epochMs,
    durationMs: latency / 1e6,
    code,
    error: error ?? '',
    method: cleanText(method),
    url,
  });
  return null;
}
