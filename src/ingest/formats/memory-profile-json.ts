import { z } from 'zod';
import { at } from '../../model/checked.ts';
import type { MemoryPhase } from '../../model/documents/digest.ts';
import type { Adapter } from '../adapter.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';

const document = z.looseObject({
  memory_usage: z.array(
    z.looseObject({
      label: z.string(),
      timestamp: z.number().min(0).max(1e10).optional(),
      total_memory_mb: z.number().min(0),
    }),
  ),
});

/** Snapshots of a process's memory, labelled before and after each operation. */
export const memoryProfileJson: Adapter = {
  id: 'memory-profile-json',
  tool: 'memory profile',
  title: 'memory_profile_results_*.json',
  identifiedBy: 'A JSON object with memory_usage: rows of label, total_memory_mb and traced_memory_mb.',
  sourceClass: 'exact',
  results: 'resources',
  notes: [
    'One snapshot is one row: total_memory_mb, the resident memory of the process in MB of 2^20 bytes. traced_memory_mb is not read.',
    'before_X opens the operation X, after_X is its end and after_X_gc what is left after a collection; snapshots between are of X while it runs.',
    'Snapshots outside of an operation belong to the whole run; a single one (initial) has nothing to be compared with and is left out.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const rows = (json as { memory_usage?: unknown } | undefined)?.memory_usage;
    const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
    return typeof first === 'object' && first !== null && 'label' in first && 'total_memory_mb' in first;
  },
  read: async ([file], recorder) => {
    readFile(file, recorder);
    return Promise.resolve();
  },
};

interface Snapshot {
  readonly operation: string | null;
  readonly phase: MemoryPhase | null;
}

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, memoryProfileJson.id, memoryProfileJson.tool);
  const { memory_usage: rows } = parseDocument(file, document);
  const places = placesOf(rows.map((row) => row.label));
  const outside = places.filter((place) => place.operation === null).length;
  const times = rows.flatMap((row) => row.timestamp ?? []);
  recorder.startedAtMs = times.length === 0 ? null : at(times, 0) * 1_000;
  rows.forEach(({ timestamp, total_memory_mb: memoryMb }, i) => {
    account.accept();
    const { operation, phase } = at(places, i);
    if (operation === null && outside < 2) return;
    recorder.memoryReadings.push({
      atMs: timestamp === undefined ? null : timestamp * 1_000,
      operation,
      phase,
      memoryMb,
    });
  });
}

/** Operation and phase of each snapshot, in order. */
function placesOf(labels: readonly string[]): Snapshot[] {
  let open: string | null = null;
  return labels.map((label): Snapshot => {
    const before = /^before_(.+)$/.exec(label)?.[1];
    if (before !== undefined) {
      open = before;
      return { operation: cleanText(open), phase: 'base' };
    }
    if (open === null) return { operation: null, phase: null };
    const operation = cleanText(open);
    if (label === `after_${open}`) return { operation, phase: 'final' };
    if (label !== `after_${open}_gc`) return { operation, phase: 'running' };
    open = null;
    return { operation, phase: 'after_gc' };
  });
}
