import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { endsWith, filledEnd, filledPage, writeEnd } from './fill-in.ts';
import { IncomingFiles, setTime } from './incoming-files.ts';
import { marker } from '../output-folder.ts';
import { filesBelow } from './page-files.ts';

/** Time in ms and size in bytes of a file in its place. */
export type FileState = readonly [timeMs: number, bytes: number];

/** The time of a file that is not that of any page in the cache. */
const ownTime = -1;

/** Writes a text where it is not there yet. */
function bringText(to: string, text: string, files: IncomingFiles): FileState {
  const bytes = Buffer.from(text);
  const isSame = fileAt(to)?.size === bytes.length && readFileSync(to).equals(bytes);
  if (!isSame) writeFileSync(files.placeFor(to), bytes);
  return [ownTime, bytes.length];
}

/** What lies in a folder. */
export interface Extent {
  readonly files: number;
  readonly bytes: number;
}

/** Each file of a finished site in its place. */
export type Placed = ReadonlyMap<string, FileState>;

/** Disks tell time in parts of their own; all can tell milliseconds, or give the same for less. */
const timeOf = ({ mtimeMs }: Stats): number => Math.round(mtimeMs);

/** The state of the file at a path. Anything else at that path is deleted. */
function fileAt(path: string): Stats | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found ?? null;
  rmSync(path, { recursive: true });
  return null;
}

/** Brings one file over where it is not there yet: a copy has the time of what it is a copy of. */
function bringFile(from: string, to: string, files: IncomingFiles): FileState {
  const [wanted, there] = [statSync(from), fileAt(to)];
  const time = timeOf(wanted);
  if (there === null || timeOf(there) !== time || there.size !== wanted.size) {
    const place = files.placeFor(to);
    copyFileSync(from, place);
    setTime(place, time);
  }
  return [time, wanted.size];
}

/** The same for a page with a text filled in: of a page that is there only the end is written again. */
function bringPage(from: string, to: string, filling: string, files: IncomingFiles): FileState {
  const [time, there] = [timeOf(statSync(from)), fileAt(to)];
  const end = filledEnd(from, filling);
  if (there !== null && timeOf(there) === time) {
    if (!endsWith(to, end)) files.changeEnd(to, end, time);
  } else {
    const place = files.placeFor(to);
    copyFileSync(from, place);
    writeEnd(place, end);
    setTime(place, time);
  }
  return [time, end.at + end.bytes.length];
}

/** A finished site before it is in its place. */
export interface FinishedSite {
  readonly folder: string;
  /** Relative to the folder. */
  readonly files: readonly string[];
  /** Texts that are to be filled into pages, by file. */
  readonly fillings: ReadonlyMap<string, string>;
}

/** Changes a page on its way: its file below the site's folder, and its text. */
export type ChangePage = (file: string, html: string) => string;

/**
 * Makes a folder like another, with texts filled into its pages, and touches no file that is right already: of a
 * thousand reports a build changes a few, and making a file anew takes a disk far longer than looking at it. If
 * something cannot be written, the folder keeps all of its files.
 */
export function syncFolder(site: FinishedSite, to: string, changePage: ChangePage | null = null): Placed {
  for (const below of new Set(site.files.map((file) => dirname(file)))) makeFolder(join(to, below));
  const incoming = new IncomingFiles(to);
  try {
    const placed = bringFiles(site, to, changePage, incoming);
    incoming.finish();
    removeOthers(to, new Set([...site.files, marker]));
    return placed;
  } catch (error) {
    incoming.remove();
    throw error;
  }
}

/** How many files were placed, and how large they are together. */
export function extentOf(placed: Placed): Extent {
  let bytes = 0;
  for (const [, size] of placed.values()) bytes += size;
  return { files: placed.size, bytes };
}

function bringFiles(
  { folder: from, files, fillings }: FinishedSite,
  to: string,
  changePage: ChangePage | null,
  incoming: IncomingFiles,
): Placed {
  const bring = (file: string): FileState => {
    const filling = fillings.get(file);
    const [source, target] = [join(from, file), join(to, file)];
    if (changePage !== null && file.endsWith('.html'))
      return bringText(target, changePage(file, filledPage(source, filling)), incoming);
    if (filling === undefined) return bringFile(source, target, incoming);
    return bringPage(source, target, filling, incoming);
  };
  return new Map(files.map((file) => [file, bring(file)]));
}

function makeFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) rmSync(path);
  mkdirSync(path, { recursive: true });
}

/** Takes away what is not wanted, and the folders that held only such files. */
function removeOthers(folder: string, wanted: ReadonlySet<string>): void {
  const others = filesBelow(folder).filter((file) => !wanted.has(file));
  if (others.length === 0) return;
  const needed = new Set([...wanted].flatMap((file) => above(file)));
  for (const file of others) {
    const gone = above(file).find((path) => !needed.has(path)) ?? file;
    rmSync(join(folder, gone), { recursive: true, force: true });
  }
}

/** The folders that a file lies in, from the top. */
const above = (file: string): string[] =>
  dirname(file) === '.' ? [] : [...above(dirname(file)), dirname(file)];
