import { open } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;

/**
 * The bytes of a file on disk from `start` on, chunk by chunk, the next one being read while a chunk is looked at. Two
 * buffers serve the whole file: a chunk is valid until the next is asked for.
 */
export async function* readAhead(path: string, start: number): AsyncGenerator<Uint8Array, void, void> {
  const handle = await open(path);
  const buffers = [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes)] as const;
  let position = start;
  let pending: Promise<{ bytesRead: number }> | null = null;
  try {
    pending = handle.read(buffers[0], 0, chunkBytes, position);
    for (let turn = 0; ; turn = 1 - turn) {
      const { bytesRead } = await pending;
      if (bytesRead === 0) return;
      position += bytesRead;
      pending = handle.read(buffers[turn === 0 ? 1 : 0], 0, chunkBytes, position);
      yield buffers[turn === 0 ? 0 : 1].subarray(0, bytesRead);
    }
  } finally {
    await pending?.catch(() => undefined);
    await handle.close();
  }
}
