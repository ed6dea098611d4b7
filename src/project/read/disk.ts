import { accessSync, constants, lstatSync, readdirSync, type Dirent } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import { describeSystemError } from '../../ingest/files/system-error.ts';
import { Refusal } from '../refusal.ts';

/** How a project's folders are read: what cannot be read is reported, and never treated as missing. */
export interface DiskReader {
  /** A path as it is printed. */
  readonly shown: (path: string) => string;
  readonly report: (found: Problem) => void;
}

/** Ends a command with the first thing that cannot be read. */
export const strictDisk = (shown: DiskReader['shown']): DiskReader => ({
  shown,
  report: (found) => {
    throw new Refusal(`${found.file}: ${found.message}`, found.hint ?? '', [found]);
  },
});

const specialFile = (): Error => Object.assign(new Error(), { code: 'a special file' });

const isAbsent = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT';

const unreadableHint = 'Fix its permissions, or remove it. An unreadable file is never treated as missing.';

const unreadable = (file: string, error: unknown): Problem =>
  problem('error', file, describeSystemError(error), { hint: unreadableHint });

const linkHint = 'Replace the link with the file itself.';

/** True for a file or folder that is there and was left out, as it could not be read or is a link. */
export const isLeftOut = ({ hint }: Problem): boolean => hint === unreadableHint || hint === linkHint;

/** A link may lead out of the repository: to a secret of the machine that builds, or to another run. */
export const linkProblem = (file: string): Problem =>
  problem('error', file, 'This is a symbolic link, which is not followed.', {
    hint: linkHint,
  });

/** The text of a file; null where there is none, or where it was reported. */
export async function readProjectFile(path: string, { shown, report }: DiskReader): Promise<string | null> {
  try {
    const info = await lstat(path);
    if (info.isSymbolicLink()) {
      report(linkProblem(shown(path)));
      return null;
    }
    if (info.isFile()) return await readFile(path, 'utf8');
    throw info.isDirectory() ? Object.assign(new Error(), { code: 'EISDIR' }) : specialFile();
  } catch (error) {
    if (!isAbsent(error)) report(unreadable(shown(path), error));
    return null;
  }
}

/**
 * The entries of a folder by name; none if the folder does not exist. Symbolic links and files that may not be read are
 * reported and left out.
 */
export function listFolder(folder: string, { shown, report }: DiskReader): Dirent[] {
  try {
    if (lstatSync(folder).isSymbolicLink()) {
      report(linkProblem(shown(folder)));
      return [];
    }
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => mayRead(entry, folder, { shown, report }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isAbsent(error)) report(unreadable(shown(folder), error));
    return [];
  }
}

function mayRead(entry: Dirent, folder: string, { shown, report }: DiskReader): boolean {
  const path = join(folder, entry.name);
  if (entry.isSymbolicLink()) {
    report(linkProblem(shown(path)));
    return false;
  }
  try {
    // A pipe or device may never end.
    if (!entry.isFile() && !entry.isDirectory()) throw specialFile();
    if (entry.isFile()) accessSync(path, constants.R_OK);
    return true;
  } catch (error) {
    report(unreadable(shown(path), error));
    return false;
  }
}

/** A folder that has the name of a file of the project. */
export const reportFolder = (path: string, { shown, report }: DiskReader): void =>
  report(unreadable(shown(path), { code: 'EISDIR' }));
