import { inspect } from 'node:util';
import { Refusal } from '../../project/refusal.ts';

/** What a machine may not be able to do, by the code of the system, and what to do about it. */
const faults: Record<string, readonly [text: string, hint: string]> = {
  ENOSPC: ['The disk is full.', 'Free some space. The caches of Perfolio may be deleted at any time.'],
  EDQUOT: [
    'The disk quota is used up.',
    'Free some space. The caches of Perfolio may be deleted at any time.',
  ],
  EROFS: ['The file system is read-only.', 'Write to another folder, or mount the file system writable.'],
  EACCES: ['Permission denied.', 'Give this user access to the path.'],
  EPERM: ['Operation not permitted.', 'Give this user access to the path.'],
  EMFILE: ['Too many files are open.', 'Raise the limit of open files (ulimit -n).'],
  ENFILE: ['Too many files are open on this machine.', 'End other programs, or raise the limit.'],
  EIO: ['The disk reports an error.', 'Check the disk.'],
  ENAMETOOLONG: [
    'A path is too long for this file system.',
    'Use shorter names, or a folder nearer to the top.',
  ],
};

/** Texts of native libraries, which give no code. */
const nativeTexts: Record<string, string> = {
  ENOSPC: 'No space left on device',
  EDQUOT: 'Disk quota exceeded',
  EROFS: 'Read-only file system',
  EMFILE: 'Too many open files',
};

/** What a fault of the machine is, as a message without a stack; null for any other error. */
export function faultOf(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const {
    code = nativeCode(error),
    syscall,
    path,
    dest,
  } = error as NodeJS.ErrnoException & { dest?: string };
  const fault = faults[code ?? ''];
  if (fault === undefined) return null;
  const place = dest ?? path;
  const where = place === undefined ? '' : ` Could not ${verbOf(syscall)} ${inspect(place)}.`;
  return new Refusal(`${fault[0]}${where}`, fault[1]);
}

const nativeCode = ({ message }: Error): string | undefined =>
  Object.entries(nativeTexts).find(([, text]) => message.includes(text))?.[0];

/** What a call of the system does to a path. */
function verbOf(syscall = ''): string {
  if (/^(scandir|read|stat|lstat|realpath|readlink)/.test(syscall)) return 'read';
  if (/^(unlink|rm)/.test(syscall)) return 'remove';
  return /^(mkdir|mkdtemp|symlink)/.test(syscall) ? 'create' : syscall === 'open' ? 'open' : 'write';
}
