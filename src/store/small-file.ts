import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Files of fewer bytes are small. */
const smallBytes = 4 * 1024 * 1024;

/** Where they are read: a buffer for each of a thousand files would be garbage that the engine stops for to collect. */
let shared: Buffer | null = null;

/** What a small file holds, which is valid until the next one is read; null for a large file. */
export function smallFile(path: string): Buffer | null {
  if (statSync(path).size >= smallBytes) return null;
  shared ??= Buffer.allocUnsafeSlow(smallBytes);
  const file = openSync(path, 'r');
  try {
    let done = 0;
    for (;;) {
      const read = readSync(file, shared, done, smallBytes - done, null);
      if (read === 0) return shared.subarray(0, done);
      done += read;
      // It has grown meanwhile.
      if (done === smallBytes) return null;
    }
  } finally {
    closeSync(file);
  }
}
