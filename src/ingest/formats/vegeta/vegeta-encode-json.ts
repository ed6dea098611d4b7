import { showFound } from '../../../model/problem.ts';
import type { Adapter } from '../../adapter.ts';
import { urlLabel } from '../../fields/labels.ts';
import { lines, longestLine } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';
import { parseDateTime } from '../../fields/times.ts';
import { isDurationMs } from '../../fields/units.ts';
import { addHit, hitEndpoint } from './vegeta-hit.ts';

/** vegeta encode (its default is JSON, one object a line). */
export const vegetaEncodeJson: Adapter = {
  id: 'vegeta-encode-json',
  tool: 'vegeta',
  title: 'vegeta encode (JSON)',
  identifiedBy: 'One JSON object per line, with attack, seq, code, timestamp and latency.',
  sourceClass: 'exact',
  notes: [
    'One line per request; timestamp is its start, latency is in nanoseconds. Bodies and headers are not read.',
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
  let hit: Readonly<Record<string, unknown>>;
  try {
    hit = Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return 'not valid JSON';
  }
  const { code, timestamp, latency, error, method, url } = hit;
  if (typeof code !== 'number' || !(code >= 0)) return wanted('code', 'a status from 0 up', code);
  const startMs = parseDateTime(textOf(timestamp), null)?.epochMs;
  if (startMs === undefined) return wanted('timestamp', 'RFC 3339', timestamp);
  const durationMs = typeof latency === 'number' ? latency / 1e6 : NaN;
  if (!isDurationMs(durationMs)) return wanted('latency', 'nanoseconds from 0 up', latency);
  const endpoint = hitEndpoint(cleanText(textOf(method)), urlLabel(textOf(url)));
  addHit(recorder, { startMs, durationMs, code, error: textOf(error), endpoint });
  return null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const wanted = (field: string, what: string, found: unknown): string =>
  found === undefined ? `\`${field}\` is missing` : `\`${field}\` must be ${what}, got ${showFound(found)}`;
