import type { Digest } from '../../model/documents/digest.ts';

const month = '(?:0[1-9]|1[0-2])';
const day = '(?:0[1-9]|[12]\\d|3[01])';
const date = `(?:(?:19|20)\\d\\d([-_.]?)${month}\\1${day}|${day}([-_.])${month}\\2(?:19|20)\\d\\d)`;
/** Four digits alone after a date may be a number of users: a time has separators, or seconds. */
const time =
  '[-_. T]{0,3}(?:[01]\\d|2[0-3])(?:([-_:.h])[0-5]\\d(?:\\3[0-5]\\d)?|[0-5]\\d[0-5]\\d)(?:[-_.,]?\\d{1,9})?Z?';

/** What differs from run to run in the names that tools and scripts give to files; a longer form comes first. */
const varying: readonly RegExp[] = [
  /(?<![\da-z])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-z])/gi,
  new RegExp(`(?<!\\d)${date}(?:${time})?(?!\\d)`, 'g'),
  /(?<![a-z])pid[-_.=]?\d+/gi,
  // Epochs and run ids. A number that ends in zeros is a size.
  /(?<!\d)(?!\d*0{5}(?!\d))\d{10,20}(?!\d)/g,
  // Commits: letters and digits, or a date would be one.
  /(?<![\da-z])(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40}(?![\da-z])/gi,
];

/** Marks where something was removed: no file's name contains it. */
const gap = '\0';

/**
 * A file's name (or path) without dates, times, process numbers, run ids and commits, so that the next run's file goes by
 * the same name: `mprofile_20261102100000.dat` is `mprofile.dat`. Null if nothing else is left.
 */
export function stableFileName(path: string): string | null {
  const given = path.split('/');
  const parts = given.map(stablePart);
  const name = parts.at(-1) ?? '';
  if (name === '' || name.startsWith('.')) return null;
  // A folder of nothing but a time is gone; the root of an absolute path is none.
  return parts.filter((part, i) => part !== '' || given[i] === '').join('/');
}

const stablePart = (part: string): string =>
  varying
    .reduce((text, pattern) => text.replace(pattern, gap), part)
    .replace(/[([{]\0[)\]}]/g, gap)
    .replace(
      /([-_. @]*)\0(?:[-_. @]*\0)*([-_. @]*)/g,
      (found: string, before: string, after: string, at: number, whole: string) => {
        if (at + found.length === whole.length) return '';
        if (after.includes('.')) return '.';
        return at === 0 ? '' : before || after;
      },
    );

/** A file and what to call it if its name has nothing that lasts. */
interface NamedFile {
  readonly path: string;
  readonly otherwise: string;
}

/** Names by path, which are those of the next run's files too; files whose names differ in nothing else are numbered. */
function stableFileNames(files: readonly NamedFile[], nameOf: (path: string) => string): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const { path, otherwise } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (names.has(path)) continue;
    const name = stableFileName(nameOf(path)) ?? otherwise;
    const n = (taken.get(name) ?? 0) + 1;
    taken.set(name, n);
    names.set(path, n === 1 ? name : `${name} #${n}`);
  }
  return names;
}

const sourceOf = ({ sources }: Pick<Digest, 'sources'>): NamedFile => ({
  path: sources[0]?.file ?? 'no file',
  otherwise: sources[0]?.tool ?? 'no file',
});

const bare = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What the files of some digests are called in names of operations, endpoints and measures: with their folders. */
export function fileLabels(digests: readonly Digest[]): (digest: Digest) => string {
  const names = stableFileNames(digests.map(sourceOf), (path) => path);
  return (digest) => names.get(sourceOf(digest).path) ?? 'no file';
}

/** As `fileLabels`, in the shortest form that distinguishes them: without folders if the names differ already. */
export function shortFileLabels(digests: readonly Digest[]): (digest: Digest) => string {
  const sources = digests.map(sourceOf);
  const own = sources.map(({ path, otherwise }) => stableFileName(bare(path)) ?? otherwise);
  const isUnique = new Set(own).size === own.length;
  const names = stableFileNames(sources, isUnique ? bare : (path) => path);
  return (digest) => names.get(sourceOf(digest).path) ?? 'no file';
}
