import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { inFolder } from './git.ts';

/** A file of a commit. */
export interface BlobEntry {
  /** Relative to the top of the repository, with forward slashes. */
  readonly path: string;
  readonly id: string;
}

/** The mode of a submodule, which has no file of its own. */
const submodule = '160000';

/** The files in what `git ls-files --stage -z` prints. Links are files that hold where they lead. */
export const blobEntries = (listed: string): BlobEntry[] =>
  listed
    .split('\0')
    .map((line) => /^(?<mode>\d+) (?<id>[0-9a-f]+) \d\t(?<path>.*)$/s.exec(line)?.groups)
    .flatMap((found) =>
      found === undefined || found.mode === submodule
        ? []
        : [{ path: String(found.path), id: String(found.id) }],
    );

/**
 * Writes files of a repository into a folder, byte for byte as they were committed. A checkout would convert them as
 * .gitattributes says (encoding, line ends, filters), those of the working tree included. Throws what git printed.
 */
export async function writeBlobs(
  repository: string,
  entries: readonly BlobEntry[],
  target: string,
): Promise<void> {
  if (entries.length === 0) return;
  const git = spawn('git', [...inFolder(repository), 'cat-file', '--batch'], {
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  git.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const closed = once(git, 'close');
  // A git that fails may close its input before it has read all of it.
  git.stdin.on('error', () => undefined);
  git.stdin.end(entries.map(({ id }) => `${id}\n`).join(''));
  const writer = new BlobWriter(entries, target);
  try {
    for await (const chunk of git.stdout) writer.take(chunk as Buffer);
    await closed;
    if (!writer.isDone) throw new Error(complaint.trim() || 'git gave fewer files than it listed.');
  } finally {
    writer.close();
    git.kill();
  }
}

const lineFeed = 10;

/** Splits the output of `git cat-file --batch` into files: of each a line with its id, kind and size, and its bytes. */
class BlobWriter {
  readonly #entries: Iterator<BlobEntry>;
  readonly #target: string;
  #left: number;
  #head = '';
  /** The open file, and how many of its bytes are missing, with the line end behind them. */
  #file: { readonly descriptor: number; missing: number } | null = null;

  constructor(entries: readonly BlobEntry[], target: string) {
    this.#entries = entries.values();
    this.#left = entries.length;
    this.#target = target;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#file === null ? this.#readHead(chunk, at) : this.#fill(chunk, at);
  }

  #readHead(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(lineFeed, at);
    this.#head += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
    if (end < 0) return chunk.length;
    const size = / blob (\d+)$/.exec(this.#head)?.[1];
    if (size === undefined) throw new Error(`git has no such file: ${this.#head}`);
    this.#head = '';
    this.#open(Number(size));
    return end + 1;
  }

  #open(size: number): void {
    const { value } = this.#entries.next() as IteratorResult<BlobEntry, undefined>;
    if (value === undefined) throw new Error('git gave more files than it listed.');
    const path = join(this.#target, value.path);
    mkdirSync(dirname(path), { recursive: true });
    this.#file = { descriptor: openSync(path, 'wx'), missing: size + 1 };
  }

  #fill(chunk: Buffer, at: number): number {
    const file = this.#file;
    if (file === null) return at;
    const end = Math.min(chunk.length, at + file.missing);
    const isEnd = end - at === file.missing;
    writeAll(file.descriptor, chunk.subarray(at, isEnd ? end - 1 : end));
    file.missing -= end - at;
    if (isEnd) {
      this.close();
      this.#left--;
    }
    return end;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file.descriptor);
    this.#file = null;
  }
}

/** A write may take fewer bytes than it is given. */
function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
