import type { Adapter, ReadOptions } from '../../adapter.ts';
import { plainName } from '../../files/csv-columns.ts';
import {
  addDockerReading,
  dockerNotes,
  dockerTimeNames,
  type DockerReading,
} from './docker-stats-reading.ts';
import { lines } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';

/** Lines looked at: a message of docker may come first. */
const sniffedLines = 20;

/** `docker stats --format '{{json .}}'`, one look after the other in one file. */
export const dockerStatsJson: Adapter = {
  id: 'docker-stats-json',
  tool: 'docker stats',
  title: 'docker stats JSON lines',
  identifiedBy: 'Lines with a JSON object that has CPUPerc, MemUsage and Name, Container or ID.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    "Made by `docker stats --no-stream --format '{{json .}}'` in a loop, appended to one file.",
    ...dockerNotes,
    'docker writes no time. One that a script added is read: before the object, or in it as ts, time, timestamp, date or datetime; without any, readings count in the order of the file.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.slice(0, sniffedLines).some((line) => readingOf(line) !== null),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, dockerStatsJson.id, dockerStatsJson.tool);
  const samples = new ResourceSamples();
  let hasTimes = false;
  for await (const { line, text } of lines(file)) {
    if (cleanText(text) === '') continue;
    const reading = readingOf(text);
    hasTimes ||= reading !== null && reading.time !== null;
    const refusal =
      reading === null
        ? 'the line contains no JSON object with CPUPerc and MemUsage'
        : addDockerReading(reading, samples, account, options);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  if (!hasTimes) account.warn('no-times', 'The lines have no times: they count in the order of the file.');
  recorder.cpuScale = 'core';
  samples.finish(recorder, account);
}

/** The reading of a line: an object, perhaps with a time before it and a terminal's marks around it. */
function readingOf(line: string): DockerReading | null {
  const start = line.indexOf('{');
  const end = line.lastIndexOf('}');
  if (start < 0 || end < start) return null;
  const row = parsed(line.slice(start, end + 1));
  if (row === null || typeof row.CPUPerc !== 'string' || typeof row.MemUsage !== 'string') return null;
  const text = (key: string): string => textOf(row[key]);
  const container = text('Name') || text('Container') || text('ID');
  const timeKey = Object.keys(row).find((key) => dockerTimeNames.test(plainName(key)));
  const time = timeKey === undefined ? cleanText(line.slice(0, start)) : text(timeKey);
  return { container, cpu: text('CPUPerc'), memory: text('MemUsage'), time: time === '' ? null : time };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : '';

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
