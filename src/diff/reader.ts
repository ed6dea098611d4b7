/**
 * Where the advice of a comparison is read. In a pull request, the change can still be kept from the main branch. The comparison
 * of two runs (a nightly run, a release), or of two commits of the main branch, has nothing to merge. A page of the site lists the configuration elsewhere.
 */
export type Reader = 'pull request' | 'runs' | 'page';
