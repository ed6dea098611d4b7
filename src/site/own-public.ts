import { copyFileSync, createReadStream, mkdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { filesBelow } from './incremental/page-files.ts';

/** Copies the project's own static files into a site; gives the paths of the copies. */
export function copyOwnPublic(ownPublic: string, site: string): string[] {
  return filesBelow(ownPublic).map((file) => {
    const target = join(site, file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(ownPublic, file), target);
    return target;
  });
}

const types: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the project's own static files from a server that renders pages on demand. */
export const serveOwnPublic =
  (ownPublic: string, base: string) =>
  (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const path = decoded((request.url ?? '/').replace(/[?#].*/, ''));
    const below = path.startsWith(base) ? path.slice(base.length) : path;
    // An absolute path without `..` cannot lead out of the folder that it is put below.
    const file = join(ownPublic, normalize(`/${below}`));
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
      next();
      return;
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  };

/** A path without escapes; as it is if one is damaged. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
