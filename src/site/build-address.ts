import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Paths } from '../store/paths.ts';
import { pagesPath } from './incremental/cached-pages.ts';
import type { SiteAddress } from './site-address.ts';

/**
 * Remembers the address that a site was built for. A command that needs a page of it then asks for the same one: with
 * another address, every page would be rendered again.
 */
export function rememberAddress(paths: Paths, address: SiteAddress): void {
  const file = addressFile(paths);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(address)}\n`);
  } catch {
    // A cache that cannot be written costs time, never the build.
  }
}

/** The address of the last build; none if nothing was built here. */
export function lastAddress(paths: Paths): SiteAddress {
  try {
    const { site, base, hasStart } = JSON.parse(readFileSync(addressFile(paths), 'utf8')) as Record<
      string,
      unknown
    >;
    return {
      ...(typeof site === 'string' ? { site } : {}),
      ...(typeof base === 'string' ? { base } : {}),
      ...(hasStart === true ? { hasStart } : {}),
    };
  } catch {
    return {};
  }
}

const addressFile = (paths: Paths): string => `${pagesPath(paths)}.address.json`;

/** The path of an address with a slash at both ends. */
export const baseOf = ({ base = '/' }: SiteAddress): string => `/${base}/`.replace(/\/+/g, '/');
