import { address } from './address.ts';

/** Addresses for programs that read a document elsewhere: absolute if the build knows the site's, else from its root. */
export const absoluteAddress =
  (site: URL | undefined) =>
  (path: string): string =>
    site === undefined ? address(path) : new URL(address(path), site).href;
