import { closeSync, existsSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How the rows of a log lie in several: logs that follow each other, or those of load generators of one time. */
export type Split = 'following' | 'at-once';

const chunkBytes = 4 * 1024 * 1024;

/** The lines of a file, without their ends: a file of 5 M rows is longer than a string can be. */
function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(chunkBytes);
  let rest = '';
  for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) {
    const lines = (rest + bytes.toString('latin1', 0, read)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
  closeSync(file);
}

function countRows(path: string): number {
  let lines = 0;
  for (const _ of linesOf(path)) lines++;
  return lines - 1;
}

/** The paths of four files that together hold the rows of a JTL file, written when they are not there yet. */
export function jtlParts(path: string, split: Split): string[] {
  const folder = join(dirname(path), `${basename(path, '.csv')}-${split}`);
  const paths = [0, 1, 2, 3].map((part) => join(folder, `part-${part}.csv`));
  if (paths.every((one) => existsSync(one))) return paths;
  mkdirSync(folder, { recursive: true });
  const quarter = Math.ceil(countRows(path) / paths.length);
  const files = paths.map((one) => openSync(one, 'w'));
  const waiting = files.map((): string[] => []);
  const write = (part: number): void => {
    const lines = waiting[part]?.splice(0) ?? [];
    if (lines.length > 0) writeSync(files[part] ?? NaN, Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
  };
  let i = -1;
  for (const line of linesOf(path)) {
    if (i < 0) for (const lines of waiting) lines.push(line);
    else {
      const part = split === 'following' ? Math.floor(i / quarter) : i % paths.length;
      if ((waiting[part]?.push(line) ?? 0) > 10_000) write(part);
    }
    i++;
  }
  for (const [part, file] of files.entries()) {
    write(part);
    closeSync(file);
  }
  return paths;
}
