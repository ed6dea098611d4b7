import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';

const title = '"Dstat 0.7.2 CSV output"';
const preamble = (date: string): string =>
  ['"Author:","a",,"URL:","b"', '"Host:","h",,"User:","u"', `"Cmdline:","dstat","Date:","${date}"`].join(
    '\n',
  );
const header =
  '"system","total cpu usage","cpu0 usage","cpu1 usage","memory usage"\n"time","idl","idl","idl","used"';
const mb = (count: number): number => count * 2 ** 20;

const file = (rows: readonly string[], date: string | null = '31 Dec 2025 23:59:58 UTC'): string =>
  [title, ...(date === null ? [] : [preamble(date)]), header, ...rows].join('\n') + '\n';

const three = [
  `31-12 23:59:58,99,98,97,${mb(1_000)}`,
  `31-12 23:59:59,60,50,70,${mb(2_000)}`,
  `01-01 00:00:00,20,10,30,${mb(1_500)}`,
];

const codes = ({ files }: Inspection): string[] => files[0]!.warnings.map(({ code }) => code);
const reasons = ({ files }: Inspection): [number, string][] =>
  files[0]!.refused.first.map(({ line, reason }) => [line, reason]);

describe('a CSV file of dstat', () => {
  it('has processor use without its first row, memory with it, and a year that ends', async () => {
    const found = await inspectText(file(three), 'UTC');
    expect(found.files[0]).toMatchObject({
      format: 'dstat-csv',
      toolVersion: '0.7.2',
      rows: 3,
      refused: { count: 0 },
    });
    // In use: 40 and 80 of both cores, 50 and 90 of the first, 30 and 70 of the second.
    expect(found.cpu).toEqual([
      {
        scenario: null,
        scale: 'host',
        averagePercent: 60,
        peakPercent: 80,
        coresUsed: 1.2,
        busiestPercent: 90,
        cores: 2,
      },
    ]);
    expect(found.memory).toMatchObject([{ baseMb: 1_000, peakMb: 2_000, finalMb: 1_500, deltaMb: 500 }]);
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-12-31T23:59:58.000Z', 2]);
    expect(codes(found)).toEqual(['since-boot']);
  });

  it('warns once that times have no zone', async () => {
    expect(codes(await inspectText(file(three)))).toEqual(['no-time-zone', 'since-boot']);
  });

  it('has no times where nothing states the year', async () => {
    const found = await inspectText(file(three, null), 'UTC');
    expect([found.startedAt, found.files[0]!.rows]).toEqual([null, 3]);
    expect(codes(found)).toEqual(['no-date', 'since-boot']);
    expect(codes(await inspectText(file(three, '31 Foo 2025 23:59:58 UTC'), 'UTC'))).toContain('no-date');
  });

  it('has no times without a column of them', async () => {
    const found = await inspectText(
      [title, '"memory usage"', '"used"', mb(100), mb(300)].join('\n') + '\n',
      'UTC',
    );
    expect(codes(found)).toEqual(['no-times']);
    expect(found.memory).toMatchObject([{ baseMb: 100, finalMb: 300 }]);
    expect(found.cpu).toEqual([]);
  });

  it('takes epochs, which need neither year nor zone', async () => {
    const rows = ['1763632800.5,10,1048576', '1763632802,20,1048576'];
    const found = await inspectText(
      [title, '"epoch","total cpu usage","memory usage"', '"epoch","idl","used"', ...rows].join('\n') + '\n',
    );
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-11-20T10:00:00.500Z', 1.5]);
    expect(found.cpu).toMatchObject([
      { averagePercent: 80, peakPercent: 80, busiestPercent: null, cores: null },
    ]);
    expect(codes(found)).toEqual(['since-boot']);
  });

  it('rejects rows whose values cannot be, each with its line', async () => {
    const rows = [
      ...three.slice(0, 1),
      `soon,60,50,70,${mb(1)}`,
      `31-12 23:59:59,101,50,70,${mb(1)}`,
      `31-12 23:59:59,x,50,70,${mb(1)}`,
      '31-12 23:59:59,60,50,70,-5',
    ];
    // Title, three lines, two headers and the first row precede them.
    expect(reasons(await inspectText(file(rows), 'UTC'))).toEqual([
      [8, '`time` must be a day and a clock, got "soon"'],
      [9, '`idl` must be 0 to 100, got "101"'],
      [10, '`idl` must be 0 to 100, got "x"'],
      [11, '`used` must be a number of bytes, got "-5"'],
    ]);
  });

  it('takes an idle share that rounding lifts above 100 for 100', async () => {
    const rows = [three[0]!, `31-12 23:59:59,100.5,100.2,100,${mb(1)}`];
    expect((await inspectText(file(rows), 'UTC')).cpu).toMatchObject([{ averagePercent: 0, peakPercent: 0 }]);
    const beyond = [three[0]!, `31-12 23:59:59,100.6,100,100,${mb(1)}`];
    expect(reasons(await inspectText(file(beyond), 'UTC'))).toHaveLength(1);
  });

  it('that was appended to begins anew: its first row is again of the machine', async () => {
    const again = [title, preamble('01 Jan 2026 00:00:01 UTC'), header].join('\n');
    const found = await inspectText(
      `${file(three)}${again}\n01-01 00:00:02,90,90,90,${mb(1)}\n01-01 00:00:03,50,50,50,${mb(1)}\n`,
      'UTC',
    );
    // 40, 80 and 50: the rows of 1 and 10 percent are averages since the machine started.
    expect(found.cpu).toMatchObject([{ averagePercent: 170 / 3, peakPercent: 80 }]);
    expect([found.files[0]!.rows, found.durationSeconds]).toEqual([5, 5]);
  });

  it('says what it lacks', async () => {
    expect((await inspectText(`${title}\n`)).files[0]!.error).toMatchObject({ code: 'no-header' });
    expect(codes(await inspectText(file([]), 'UTC'))).toEqual(['no-rows', 'since-boot']);
    const disk = [title, preamble('31 Dec 2025 23:59:58 UTC'), '"system","dsk/total"', '"time","read"'];
    expect(codes(await inspectText([...disk, '31-12 23:59:58,5', ''].join('\n'), 'UTC'))).toEqual([
      'no-figures',
    ]);
  });
});
