import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openRawFile } from '../../../src/ingest/files/raw-file.ts';
import { scanLines } from '../../../src/ingest/scan/scan-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(content: string): Promise<{ line: number; text: string; isCut: boolean }[]> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const found: { line: number; text: string; isCut: boolean }[] = [];
  await scanLines(await openRawFile(path), (bytes, start, end, line, isCut) => {
    found.push({ line, text: bytes.toString('utf8', start, end), isCut });
  });
  return found;
}

test('lines end with LF or CR LF; empty ones count, an empty last one does not', async () => {
  const found = await linesOf('a\r\n\nb\n');
  expect(found.map(({ line, text }) => [line, text])).toEqual([
    [1, 'a'],
    [2, ''],
    [3, 'b'],
  ]);
});

test('a last line without end counts', async () => {
  expect((await linesOf('a\nb')).map(({ text }) => text)).toEqual(['a', 'b']);
});

test('lines that span chunks are whole', async () => {
  const written = Array.from({ length: 40_000 }, (_, i) => `${i} ${'é'.repeat(i % 97)}`);
  expect((await linesOf(written.join('\n'))).map(({ text }) => text)).toEqual(written);
});

test('of a line longer than 1 MiB its beginning comes, and the lines after it are whole', async () => {
  const found = await linesOf(`a\n${'x'.repeat(5 * 1024 * 1024)}\nb\n`);
  expect(found.map(({ line, isCut }) => [line, isCut])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
  expect(found[1]!.text).toHaveLength(1024 * 1024);
  expect(found[2]!.text).toBe('b');
});
