import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './paths.ts';

/** The version of this copy, as its package states it. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version?: string;
  };
  return version ?? 'unknown';
}

/** What files that others read later say about who wrote them. */
export const writtenBy = (): string => `perfolio ${ownVersion()}`;
