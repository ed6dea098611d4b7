import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Served } from './serve.ts';

/** A page that was opened, and what happened on it so far and from here on. */
export interface OpenPage {
  readonly page: Page;
  /** What the console said, what threw, what failed to load, what dialogs showed, and what was asked of other sites. */
  readonly said: string[];
  /** Every address that was asked for. */
  readonly asked: string[];
}

/** Opens a page of a served site in a context of its own, without motion. */
export async function openPage(
  browser: Browser,
  { url }: Pick<Served, 'url'>,
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce', ...options })).newPage();
  const [said, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => said.push(`dialog: ${dialog.message()}`));
  page.on('requestfailed', (request) => {
    // A page that is left while its icon still loads gives that up.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') said.push(`failed: ${request.url()}`);
  });
  page.on('request', (request) => {
    asked.push(request.url());
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      said.push(`foreign: ${request.url()}`);
  });
  await page.goto(url + path, { waitUntil: 'load' });
  return { page, said, asked };
}
