import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;

/**
 * The bytes of a file on disk without the first `skip` (fewer than 1 MiB), chunk by chunk, the next one being read
 * while a chunk is looked at. Two buffers serve the whole file: a chunk is valid until the next is asked for. At the
 * end `hashed` is given the SHA-256 of all bytes, in hex. `onRead` is given the size of each chunk.
 */
export async function* readAhead(
  path: string,
  skip: number,
  hashed: (sha256: string) => void,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const handle = await open(path);
  const hash = createHash('sha256');
  const buffers = [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes)] as const;
  let position = 0;
  let pending: Promise<{ bytesRead: number }> | null = null;
  try {
    pending = handle.read(buffers[0], 0, chunkBytes, position);
    for (let turn = 0; ; turn = 1 - turn) {
      const { bytesRead } = await pending;
      if (bytesRead === 0) break;
      const chunk = buffers[turn === 0 ? 0 : 1].subarray(0, bytesRead);
      const isFirst = position === 0;
      position += bytesRead;
      pending = handle.read(buffers[turn === 0 ? 1 : 0], 0, chunkBytes, position);
      hash.update(chunk);
      onRead(bytesRead);
      yield isFirst ? chunk.subarray(skip) : chunk;
    }
    hashed(hash.digest('hex'));
  } finally {
    await pending?.catch(() => undefined);
    await handle.close();
  }
}
