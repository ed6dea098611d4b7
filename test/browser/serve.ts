import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { BuiltSite } from '../built-site/built-site.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml',
};

/** A site on a port of its own, as a plain static server gives it. */
export interface Served {
  /** Ends with the site's base. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves a built site below its base until it is stopped. */
export async function serve({ folder, base }: Pick<BuiltSite, 'folder' | 'base'>): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // A drawing names no icon, so the browser asks for that of the whole host, at any time.
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    void answer(pathname).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  const answer = async (pathname: string): Promise<{ status: number; type: string; body: Buffer }> => {
    const inside = decodeURIComponent(pathname).startsWith(base)
      ? normalize(decodeURIComponent(pathname).slice(base.length))
      : '404.html';
    const path = inside === '.' || inside.endsWith('/') ? join(inside, 'index.html') : inside;
    try {
      return {
        status: 200,
        type: types[extname(path)] ?? 'text/plain',
        body: await readFile(join(folder, path)),
      };
    } catch {
      return { status: 404, type: 'text/html', body: await readFile(join(folder, '404.html')) };
    }
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
