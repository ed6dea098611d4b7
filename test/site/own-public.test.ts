import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyOwnPublic, serveOwnPublic } from '../../src/site/own-public.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-public-'));
  mkdirSync(join(folder, 'public/img'), { recursive: true });
  writeFileSync(join(folder, 'public/img/logo.svg'), '<svg/>');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('copies the static files of a project into the site', () => {
  const copied = copyOwnPublic(join(folder, 'public'), join(folder, 'site'));
  expect(copied).toEqual([join(folder, 'site/img/logo.svg')]);
  expect(readFileSync(join(folder, 'site/img/logo.svg'), 'utf8')).toBe('<svg/>');
});

describe('the server', () => {
  /** What a server with the project's static files answers, or "next" if it leaves the request to others. */
  async function get(path: string): Promise<string> {
    const serve = serveOwnPublic(join(folder, 'public'), '/base/');
    const server = createServer((request, response) => serve(request, response, () => response.end('next')));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    const text = `${answer.headers.get('content-type') ?? ''} ${await answer.text()}`.trim();
    server.close();
    return text;
  }

  it('serves them below the base path', async () => {
    expect(await get('/base/img/logo.svg?v=1')).toBe('image/svg+xml <svg/>');
    expect(await get('/base/')).toBe('next');
  });

  it('serves nothing outside of the folder', async () => {
    expect(await get('/base/..%2fsecret.txt')).toBe('next');
    expect(await get('/base/%2e%2e/secret.txt')).toBe('next');
    expect(await get('/base/%E0%A4%A')).toBe('next');
  });
});
