import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { laterMark } from './site.ts';

/** So much of a page's end is read: the place that is kept stands before the foot of the page. */
const endBytes = 16 * 1024;

/** The last bytes of an open file; `at` is where they begin. */
function readEnd(file: number, bytes: number): { end: Buffer; at: number } {
  const { size } = fstatSync(file);
  const end = Buffer.allocUnsafe(Math.min(size, bytes));
  const at = size - end.length;
  for (let done = 0; done < end.length;) {
    const read = readSync(file, end, done, end.length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return { end, at };
}

/**
 * Puts a text in the place that a page keeps for it; a page without that place would be a page of another build. Only
 * what follows is read and written again: it is the end of a long page.
 */
export function fillIn(path: string, html: string): void {
  const file = openSync(path, 'r+');
  try {
    const { end, at } = readEnd(file, endBytes);
    const mark = end.indexOf(laterMark);
    if (mark === -1 || end.indexOf(laterMark, mark + 1) !== -1)
      throw new Error(`${path} has not one place for what changes with later runs.`);
    const filled = Buffer.concat([Buffer.from(html), end.subarray(mark + laterMark.length)]);
    const from = at + mark;
    for (let done = 0; done < filled.length;)
      done += writeSync(file, filled, done, filled.length - done, from + done);
    ftruncateSync(file, from + filled.length);
  } finally {
    closeSync(file);
  }
}
