import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, serve, type Served } from '../slow/commands.ts';
import { closePages, startChromium } from './chromium.ts';

let project = '';
let browser: Browser;
let server: Served;

const requests = Array.from(
  { length: 40 },
  (_, i) => `2026-11-20T10:00:${String(i).padStart(2, '0')}Z,checkout,${100 + i},true`,
);

/** Writes project.json: valid, or with a misspelt key in line 3. */
const writeProject = (key: 'targets' | 'target'): void =>
  writeFileSync(
    join(project, 'data/project.json'),
    `{\n  "name": "Shop",\n  "${key}": [{ "id": "p95", "metric": "response.p95", "below": 50 }]\n}\n`,
  );

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'perfolio-dev-'));
  mkdirSync(join(project, 'data/run-1'), { recursive: true });
  mkdirSync(join(project, 'content/runs'), { recursive: true });
  writeFileSync(
    join(project, 'data/run-1/requests.csv'),
    ['timestamp,endpoint,duration_ms,ok', ...requests, ''].join('\n'),
  );
  writeProject('targets');
  browser = await startChromium();
  server = await serve(project, process.execPath, join(root, 'bin/perfolio.mjs'), 'dev', '--port', '0');
});
afterAll(async () => {
  await server.stop();
  await closePages();
  rmSync(project, { recursive: true, force: true });
});

it('shows broken data in the browser, over the last valid page', async () => {
  const page = await browser.newPage();
  await page.goto(server.address);
  const verdict = page.getByText(/not met/).first();
  await verdict.waitFor();
  writeProject('target');
  const banner = page.getByRole('alert');
  await banner.waitFor();
  const text = await banner.innerText();
  expect(text).toContain('data/project.json:3:');
  expect(text).toContain('Unknown key `target`.');
  expect(text).toContain('Did you mean `targets`?');
  await verdict.waitFor();
  // A page that is opened meanwhile has it, too.
  // It is a page of its own: the server may just be about to reload the first one, which would stop the way to another.
  const other = await browser.newPage();
  await other.goto(`${server.address}runs/run-1/`, { waitUntil: 'commit' });
  await other.getByRole('alert').waitFor();
  writeProject('targets');
  await banner.waitFor({ state: 'detached' });
});
