import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { lines, longestLine } from '../../../src/ingest/files/lines.ts';
import type { RawFile } from '../../../src/ingest/files/raw-file.ts';

const fileOf = (...chunks: (string | Buffer)[]): RawFile =>
  ({ stream: () => Readable.from(chunks.map((chunk) => Buffer.from(chunk))) }) as unknown as RawFile;

async function read(...chunks: (string | Buffer)[]): Promise<string[]> {
  const all: string[] = [];
  for await (const { line, text } of lines(fileOf(...chunks))) all.push(`${line}:${text}`);
  return all;
}

test('lines end in LF, CR LF or CR, also where a chunk ends between the two', async () => {
  expect(await read('a\r\nb\nc\rd')).toEqual(['1:a', '2:b', '3:c', '4:d']);
  expect(await read('a\r', '\nb\r', 'c')).toEqual(['1:a', '2:b', '3:c']);
});

test('an empty line counts, an empty last one does not', async () => {
  expect(await read('a\n\nb\n')).toEqual(['1:a', '2:', '3:b']);
  expect(await read('')).toEqual([]);
});

test('a character that is cut by a chunk is whole again', async () => {
  const euro = Buffer.from('1 €\n');
  expect(await read(euro.subarray(0, 3), euro.subarray(3))).toEqual(['1:1 €']);
});

test('of a line that is too long its start comes, and the next line is right', async () => {
  const all = await read('x'.repeat(longestLine), 'y'.repeat(10), '\nnext');
  expect(all.map((line) => line.length)).toEqual([longestLine + 3, '2:next'.length]);
});
