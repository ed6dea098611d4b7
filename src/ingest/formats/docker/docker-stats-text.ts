import type { Adapter, ReadOptions } from '../../adapter.ts';
import { cleanText } from '../../fields/text.ts';
import { lines } from '../../files/lines.ts';
import type { Head, RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { requireRows } from '../../record/usable-rows.ts';
import { addDockerReading, dockerNotes } from './docker-stats-reading.ts';

const header = /^CONTAINER(?: ID)?\s\s.*CPU %\s{2,}MEM USAGE \/ LIMIT/;
const longestRow = 2_000;

/** What `docker stats` and `podman stats` print without --format, once or again and again. */
export const dockerStatsText: Adapter = {
  id: 'docker-stats-text',
  tool: 'docker stats',
  title: 'docker stats table',
  identifiedBy: 'A line of column names "CONTAINER ID  NAME  CPU %  MEM USAGE / LIMIT".',
  sourceClass: 'reported',
  results: 'resources',
  notes: [...dockerNotes, 'The table has no times.'],
  sets: 'each',
  // Most files have no such line, which is seen without cleaning all of theirs.
  sniff: (head: Head) => head.lines.some((line) => line.includes('CPU %') && header.test(plain(line))),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

/** Without the control sequences with which the table is drawn anew each second. */
const plain = (line: string): string => cleanText(line.slice(0, longestRow));

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, dockerStatsText.id, dockerStatsText.tool);
  const samples = new ResourceSamples();
  let columns: readonly string[] | null = null;
  for await (const { line, text } of lines(file)) {
    const row = plain(text);
    if (row === '') continue;
    if (header.test(row)) {
      columns = row.split(/\s{2,}/);
      continue;
    }
    if (columns === null) continue;
    const fields = row.split(/\s{2,}/);
    const field = (name: string): string => fields[columns?.indexOf(name) ?? -1] ?? '';
    const reading = {
      container: [field('NAME'), ...fields].find((text) => text !== '') ?? '',
      cpu: field('CPU %'),
      memory: field('MEM USAGE / LIMIT'),
      time: null,
    };
    const refusal = addDockerReading(reading, samples, account, options);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  requireRows([account], 'Provide the complete output of `docker stats`.');
  account.warn('no-times', 'The file has no column of times.');
  recorder.cpuScale = 'core';
  samples.finish(recorder, account);
}
