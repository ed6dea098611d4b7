import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endsWith, filledEnd, writeEnd } from '../../../src/site/incremental/fill-in.ts';

const mark = '<!--later-->';

describe('the end of a page', () => {
  let folder: string;
  let page: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'perfolio-'));
    page = join(folder, 'index.html');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const filled = (before: string, text: string): string => {
    writeFileSync(page, before);
    const end = filledEnd(page, text);
    expect(endsWith(page, end)).toBe(false);
    writeEnd(page, end);
    expect(endsWith(page, end)).toBe(true);
    return readFileSync(page, 'utf8');
  };

  it('puts a text in the place of the mark, whether longer or shorter', () => {
    expect(filled(`<p>é</p>${mark}<p>foot</p>`, 'One run – later')).toBe(
      '<p>é</p>One run – later<p>foot</p>',
    );
    expect(filled(`<p>${mark}</p>`, '')).toBe('<p></p>');
  });

  it('finds it near the end of a long page', () => {
    const long = 'x'.repeat(300_000);
    const foot = 'y'.repeat(3_000);
    expect(filled(`${long}${mark}${foot}`, 'text')).toBe(`${long}text${foot}`);
  });

  it.each([
    ['no mark', 'none'],
    ['two marks', `${mark}${mark}`],
  ])('refuses a page with %s and leaves it as it is', (_, before) => {
    writeFileSync(page, before);
    expect(() => filledEnd(page, 'text')).toThrow('does not have exactly one placeholder');
    expect(readFileSync(page, 'utf8')).toBe(before);
  });
});
