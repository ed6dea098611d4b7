import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRawFile, partOfFile, type RawFile } from '../../../src/ingest/files/raw-file.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'perfolio-raw-file-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const opened = async (content: string): Promise<RawFile> => {
  const path = join(folder, 'a.csv');
  writeFileSync(path, content);
  return openRawFile(path);
};
/** 999 characters and a line feed. */
const line = `${'x'.repeat(999)}\n`;

describe('a file', () => {
  it('is whole in its head up to 256 KiB', async () => {
    const [all, more] = [await opened('x'.repeat(262_144)), await opened('x'.repeat(262_145))];
    expect([all.head.isWhole, all.head.text.length]).toEqual([true, 262_144]);
    expect([more.head.isWhole, more.head.text.length]).toEqual([false, 262_144]);
  });

  it('has only complete lines in its head', async () => {
    // 262 lines of 1,000 bytes are within 256 KiB; of the next one only 144 bytes.
    const { head } = await opened(line.repeat(300));
    expect([head.lines.length, head.lines.at(-1)?.length]).toEqual([262, 999]);
    expect((await opened('a\nb')).head.lines).toEqual(['a', 'b']);
  });

  it.each([
    ['small', 'a\n'],
    ['large', line.repeat(300)],
  ])('that is %s may end with a line or in it', async (_, content) => {
    expect(await (await opened(content)).endsWithNewline()).toBe(true);
    expect(await (await opened(`${content}b`)).endsWithNewline()).toBe(false);
  });
});

describe('one of several reports in a file', () => {
  it('is a file of its own, with its own lines and hash', async () => {
    const part = partOfFile(await opened('a\nb\n'), 'a.csv (2)', 'b');
    expect(part).toMatchObject({ path: 'a.csv (2)', head: { text: 'b', lines: ['b'], isWhole: true } });
    expect([await part.text(), await part.endsWithNewline()]).toEqual(['b', false]);
    // printf b | sha256sum
    expect(await part.contentHash?.()).toBe(
      '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',
    );
  });

  it('may be a JSON document', async () => {
    const part = partOfFile(await opened('{}'), 'a (2)', ' {"a": 1}\n');
    expect([part.head.json, await part.endsWithNewline()]).toEqual([{ a: 1 }, true]);
  });
});
