import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { incoming } from '../output-folder.ts';
import { writeEnd, type PageEnd } from './fill-in.ts';

/** Sizes of files on disks grow by so many bytes at a time. */
const blockBytes = 4_096;

/** The end of a page that is in its place already. */
interface NewEnd {
  readonly path: string;
  readonly end: PageEnd;
  readonly timeMs: number;
}

/**
 * Files on their way to a site. They are written into a folder beside it, and moved to their places once all of them are
 * there: a full disk leaves the old site whole.
 */
export class IncomingFiles {
  readonly #folder: string;
  readonly #moves: { readonly from: string; readonly to: string }[] = [];
  readonly #ends: NewEnd[] = [];

  constructor(site: string) {
    this.#folder = join(site, incoming);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Where a file is to be written that belongs at a path. */
  placeFor(to: string): string {
    if (this.#moves.length === 0) mkdirSync(this.#folder, { recursive: true });
    const from = join(this.#folder, String(this.#moves.length));
    this.#moves.push({ from, to });
    return from;
  }

  /** Changes the end of a page at its place, which is much faster than writing the whole page. */
  changeEnd(path: string, end: PageEnd, timeMs: number): void {
    this.#ends.push({ path, end, timeMs });
  }

  /** Moves all to their places. */
  finish(): void {
    this.#reserve();
    for (const { from, to } of this.#moves) renameSync(from, to);
    for (const { path, end, timeMs } of this.#ends) {
      writeEnd(path, end);
      setTime(path, timeMs);
    }
    this.remove();
  }

  /** Removes what was not moved. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Throws where the disk has no space for what the pages grow by: they are written in place. */
  #reserve(): void {
    const grown = this.#ends.map(({ path, end }) =>
      Math.max(0, blocks(end.at + end.bytes.length) - blocks(statSync(path).size)),
    );
    const bytes = grown.reduce((sum, more) => sum + more, 0) * blockBytes;
    if (bytes === 0) return;
    mkdirSync(this.#folder, { recursive: true });
    const reserve = join(this.#folder, 'reserve');
    writeFileSync(reserve, Buffer.alloc(bytes));
    rmSync(reserve);
  }
}

const blocks = (bytes: number): number => Math.ceil(bytes / blockBytes);

/** Sets the time of a file. */
export const setTime = (path: string, timeMs: number): void =>
  utimesSync(path, timeMs / 1_000, timeMs / 1_000);
