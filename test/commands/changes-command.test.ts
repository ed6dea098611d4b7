import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/terminal/io.ts';
import { run } from '../../src/cli/main.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-changes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  out: string;
  err: string;
  code: number;
}

async function changes(...args: string[]): Promise<Result> {
  const result: Result = { out: '', err: '', code: 0 };
  const io: Io = {
    cwd: folder,
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
    isInteractive: false,
    exit: (code) => void (result.code = code),
  };
  await run(['changes', ...args], io);
  return result;
}

const write = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

const stepped = Array.from({ length: 40 }, (_, i) => (i < 20 ? 100 : 127) + (i % 3));

describe('perfolio changes', () => {
  it('reads a file with a byte order mark', async () => {
    write('marked.json', '\ufeff[1, 2, 3]');
    const { out, code } = await changes('marked.json', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as { series: { n: number }[] }).series[0]!.n).toBe(3);
  });

  it('prints numbers without the dust of binary fractions', async () => {
    const seven = (value: number): number[] => Array.from({ length: 7 }, () => value);
    write('from-zero.json', [...seven(0), ...seven(3)]);
    write('tripled.json', [...seven(0.1), ...seven(0.3)]);
    const { out } = await changes('from-zero.json', 'tripled.json', '--json');
    expect(JSON.parse(out)).toMatchObject({
      series: [
        { newest: { interval: [3, 3] } },
        { changePoints: [{ before: 0.1, after: 0.3, relative: 2 }], newest: { interval: [0.3, 0.3] } },
      ],
    });
    expect(out).not.toMatch(/\d\.\d{15,}/);
  });

  it('prints one JSON document with the change points of each file', async () => {
    write('step.json', stepped);
    write('calm.json', { values: stepped.slice(0, 20), direction: 'higher' });
    const { out, code } = await changes('step.json', 'calm.json', '--json');
    const document = JSON.parse(out) as { schemaVersion: number; series: Record<string, unknown>[] };
    expect(code).toBe(0);
    expect(document.schemaVersion).toBe(1);
    expect(document.series).toMatchObject([
      {
        file: 'step.json',
        n: 40,
        changePoints: [{ index: 20, before: 101, after: 128, certainty: 'confirmed', verdict: 'worse' }],
        newest: { verdict: 'no-change-shown', interval: [expect.any(Number), expect.any(Number)] },
      },
      { file: 'calm.json', n: 20, changePoints: [], newest: { verdict: 'no-change-shown' } },
    ]);
  });

  it('gives a change from 0 as a difference in its own unit', async () => {
    write('zero.json', [...Array.from({ length: 12 }, () => 0), ...Array.from({ length: 12 }, () => 3)]);
    write('gone.json', [...Array.from({ length: 12 }, () => 3), ...Array.from({ length: 12 }, () => 0)]);
    const { out } = await changes('zero.json', 'gone.json', '--json');
    const { series } = JSON.parse(out) as {
      series: { changePoints: { interval: [number, number] }[] }[];
    };
    const change = { index: 12, certainty: 'confirmed' };
    expect(series).toMatchObject([
      {
        changePoints: [
          { ...change, before: 0, after: 3, relative: null, unit: 'absolute', verdict: 'worse' },
        ],
      },
      { changePoints: [{ ...change, before: 3, after: 0, relative: -1, verdict: 'better' }] },
    ]);
    const [lower, upper] = series[0]?.changePoints[0]?.interval ?? [NaN, NaN];
    expect(lower).toBeLessThanOrEqual(3);
    expect(lower).toBeGreaterThan(1);
    expect(upper).toBeGreaterThanOrEqual(3);
    expect(upper).toBeLessThan(5);
    expect((await changes('zero.json')).out).toMatch(
      / {2}at 12: 0 → 3, from 0 \(95% interval .+\), confirmed regression\n/,
    );
  });

  it('takes the values of one build as one run and counts in the values as given', async () => {
    const values = stepped.flatMap((value) => [value, value + 1, 9 * value]);
    write('builds.json', {
      values,
      build: values.map((_, i) => `b${Math.floor(i / 3)}`),
      direction: 'higher',
    });
    const { out } = await changes('builds.json', '--json');
    const { series } = JSON.parse(out) as { series: object[] };
    expect(series[0]).toMatchObject({ n: 120, changePoints: [{ index: 60, verdict: 'better' }] });
  });

  it('prints the document and exits 1 when a file cannot be read', async () => {
    write('step.json', stepped);
    write('broken.json', '{"values": [1, "two"]}');
    write('direction.json', { values: [1, 2], direction: 'up' });
    write('length.json', { values: [1, 2], build: [1] });
    const files = ['step.json', 'broken.json', 'direction.json', 'length.json', 'absent.json'];
    const { out, err, code } = await changes(...files, '--json');
    expect(code).toBe(1);
    const { series } = JSON.parse(out) as { series: { file: string; changePoints: object[] }[] };
    expect(series.map(({ file }) => file)).toEqual(files);
    expect(series[0]!.changePoints).toHaveLength(1);
    expect(err).toContain('broken.json: Value 1 must be a finite number, got "two".');
    expect(err).toContain('direction.json: `direction` must be "lower" or "higher"');
    expect(err).toContain('length.json: `build` must be an array as long as `values` (2).');
    expect(err).toContain(
      `absent.json: There is no such file. Looked for it at ${join(folder, 'absent.json')}.`,
    );
    expect(err).not.toContain('ENOENT');
  });

  it('reports misspelt keys and ignores other keys', async () => {
    write('typo.json', { values: stepped, directon: 'higher' });
    write('one.json', { value: stepped });
    const { out, err, code } = await changes('typo.json', 'one.json', '--json');
    expect(code).toBe(1);
    expect(err).toBe(
      'typo.json: Unknown key `directon`. Did you mean `direction`?\n' +
        'one.json: Unknown key `value`. Did you mean `values`?\n',
    );
    expect(JSON.parse(out)).toMatchObject({ series: [{ file: 'typo.json', n: 0, changePoints: [] }, {}] });
    const notes = { name: 's', n: 40, unit: 'ms', metric: 'm', label: 'l', type: 't', annotations: {} };
    write('noted.json', { values: stepped, ...notes });
    expect(await changes('noted.json')).toMatchObject({ err: '', code: 0 });
  });

  it('reports a folder passed as a file', async () => {
    const { err, code } = await changes('.');
    expect(code).toBe(1);
    expect(err).toMatch(/^\.: This is a folder, not a file\. Looked for it at .+\n$/);
  });

  it('prints text without --json', async () => {
    write('step.json', stepped);
    const { out } = await changes('step.json');
    expect(out).toMatch(
      /^step\.json: 40 values\n {2}at 20: 101 → 128, \+26\.7% \(95% interval .+\), confirmed regression\n/,
    );
  });

  it('is wrong usage without a file', async () => {
    expect((await changes()).code).toBe(2);
  });
});
