import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { laterMark } from './incremental.ts';

/** So much of a page's end is read: the place that is kept stands before the foot of the page. */
const endBytes = 16 * 1024;

/** How a page ends, from a place on. */
export interface PageEnd {
  readonly bytes: Buffer;
  readonly at: number;
}

function withFile<T>(path: string, flags: 'r' | 'r+', use: (file: number) => T): T {
  const file = openSync(path, flags);
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

/** What an open file holds from a place on. */
function readFrom(file: number, at: number): Buffer {
  const bytes = Buffer.allocUnsafe(fstatSync(file).size - at);
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

/**
 * How a page ends with a text in the place that it keeps for it; a page without that place would be a page of another
 * build. Only the end of it is read: pages are long.
 */
export function filledEnd(path: string, html: string): PageEnd {
  return withFile(path, 'r', (file) => {
    const from = Math.max(0, fstatSync(file).size - endBytes);
    const end = readFrom(file, from);
    const mark = end.indexOf(laterMark);
    if (mark === -1 || end.indexOf(laterMark, mark + 1) !== -1)
      throw new Error(`${path} does not have exactly one placeholder for results of later runs.`);
    const rest = end.subarray(mark + laterMark.length);
    return { bytes: Buffer.concat([Buffer.from(html), rest]), at: from + mark };
  });
}

/** A whole page with a text in the place that it keeps for it; the page as it is without a text. */
export function filledPage(path: string, html: string | undefined): string {
  const page = readFileSync(path, 'utf8');
  return html === undefined ? page : page.replace(laterMark, () => html);
}

/** True for a page that ends so. */
export const endsWith = (path: string, { bytes, at }: PageEnd): boolean =>
  withFile(
    path,
    'r',
    (file) => fstatSync(file).size === at + bytes.length && readFrom(file, at).equals(bytes),
  );

/** Makes a page end so. */
export function writeEnd(path: string, { bytes, at }: PageEnd): void {
  withFile(path, 'r+', (file) => {
    for (let done = 0; done < bytes.length;)
      done += writeSync(file, bytes, done, bytes.length - done, at + done);
    // Where nothing is to be cut off, a disk would be asked for nothing, and takes long to answer.
    if (fstatSync(file).size > at + bytes.length) ftruncateSync(file, at + bytes.length);
  });
}
