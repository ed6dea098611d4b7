/**
 * Where the advice of a comparison is read. In a pull request, the change can still be kept from the main branch. The comparison
 * of two runs (a nightly run, a release) has nothing to merge. A page of the site lists the configuration elsewhere.
 */
export type Reader = 'pull request' | 'runs' | 'page';

/** How to accept what is intended: an annotation of the pull request itself has no effect on its own gate. */
export const acceptText = (
  reader: Reader,
  [intended, it, annotation]: readonly [string, string, string],
): string =>
  reader === 'pull request'
    ? `If ${intended} intended, merge the ${annotation} below into the main branch first.`
    : `If ${intended} intended, accept ${it} in annotations.json.`;
