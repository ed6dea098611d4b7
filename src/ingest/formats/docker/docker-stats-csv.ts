import type { Adapter, ReadOptions } from '../../adapter.ts';
import { plainName } from '../../files/csv-columns.ts';
import { csvRecords, guessDelimiter, splitLine } from '../../files/csv.ts';
import {
  addDockerReading,
  dockerNotes,
  dockerTimeNames,
  type DockerReading,
} from './docker-stats-reading.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { Head, RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';

/** Names of the columns that home-made scripts give to what `docker stats` prints, the better one first. */
const nameColumns = ['name', 'container_name', 'container', 'container_id'];
const cpuColumns = /^(?:cpu|cpu_?perc|cpu_?percent|cpu_percentage|cpu_usage|cpu_%|cpu_usage_%)$/;
const memoryColumns =
  /^(?:mem|memory|mem_?usage|memory_usage|mem_usage_limit|mem_used|memory_used)(?:_mi?b)?$/;

interface Columns {
  readonly name: number;
  readonly cpu: number;
  readonly memory: number;
  readonly time: number;
}

/** What a script made of the rows of `docker stats`: container, CPU %, memory, with or without a time. */
export const dockerStatsCsv: Adapter = {
  id: 'docker-stats-csv',
  tool: 'docker stats',
  title: 'docker stats CSV',
  identifiedBy:
    'A header with a container or name column and columns of CPU and memory, and a row with "%" or a unit such as MiB.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [...dockerNotes, 'A memory value without unit is taken as MiB, with a warning.'],
  sets: 'each',
  sniff: (head) => {
    const columns = columnsOf(head);
    if (columns === null) return false;
    // The first rows of a container that is starting are dashes.
    const rows = head.lines.filter((line) => line.trim() !== '').slice(1, 20);
    return rows.some((row) => {
      const fields = splitLine(row, guessDelimiter(row));
      return (fields[columns.cpu] ?? '').includes('%') || /\d\s*[KMG]i?B/i.test(fields[columns.memory] ?? '');
    });
  },
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

function columnsOf(head: Head): Columns | null {
  const first = head.lines.find((line) => line.trim() !== '') ?? '';
  return findColumns(splitLine(first, guessDelimiter(first)));
}

function findColumns(header: readonly string[]): Columns | null {
  const names = header.map((name) => plainName(cleanText(name)));
  const name = nameColumns.map((wanted) => names.indexOf(wanted)).find((at) => at >= 0) ?? -1;
  const cpu = names.findIndex((one) => cpuColumns.test(one));
  const memory = names.findIndex((one) => memoryColumns.test(one));
  return name < 0 || cpu < 0 || memory < 0
    ? null
    : { name, cpu, memory, time: names.findIndex((one) => dockerTimeNames.test(one)) };
}

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, dockerStatsCsv.id, dockerStatsCsv.tool);
  const samples = new ResourceSamples();
  const delimiter = guessDelimiter(file.head.lines.find((line) => line.trim() !== '') ?? '');
  let columns: Columns | null = null;
  for await (const { line, fields } of csvRecords(file, delimiter, (at, why) => account.refuse(at, why))) {
    const header = findColumns(fields);
    if (header !== null) columns = header;
    else if (columns !== null) {
      const refusal = addDockerReading(readingOf(fields, columns), samples, account, options);
      if (refusal === null) account.accept();
      else account.refuse(line, refusal);
    }
  }
  if (columns === null)
    throw new IngestError(
      'no-header',
      'No header names a container, its CPU and its memory.',
      'Write one, such as Timestamp,Name,CPUPerc,MemUsage.',
    );
  if (columns.time < 0) account.warn('no-times', 'The file has no column of times.');
  recorder.cpuScale = 'core';
  samples.finish(recorder, account);
}

function readingOf(fields: readonly string[], columns: Columns): DockerReading {
  const field = (at: number): string => cleanText(fields[at] ?? '');
  return {
    container: field(columns.name),
    cpu: field(columns.cpu),
    memory: field(columns.memory),
    time: columns.time < 0 ? null : field(columns.time),
  };
}
