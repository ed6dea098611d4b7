import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A history with what people marked in it: indices of changes, by person. */
export interface Labelled {
  readonly values: number[];
  readonly annotations: Record<string, number[]>;
}

/** The labelled histories of a folder: JSON files {"values": [...], "annotations": {"person": [index, ...]}}. */
export function labelledHistories(folder: string | undefined): Labelled[] {
  const files = folder !== undefined && existsSync(folder) ? readdirSync(folder) : [];
  const histories = files
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder!, name), 'utf8')) as Partial<Labelled>)
    .filter((one): one is Labelled => one.values !== undefined && one.annotations !== undefined);
  if (histories.length > 0) return histories;
  console.error(
    'Name a folder of labelled histories: JSON files {"values": [...], "annotations": {"person": [index, ...]}}.',
  );
  return process.exit(2);
}
