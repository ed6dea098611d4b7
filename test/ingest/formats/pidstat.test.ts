import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';

const banner = 'Linux 6.1.0 (host) \t11/20/2026 \t_x86_64_\t(4 CPU)\n';
const header = '# Time        UID       PID    %CPU   RSS  Command';
const table = async (...rows: readonly string[]): Promise<Inspection> =>
  inspectText([banner, header, ...rows, ''].join('\n'));

const second = 1_763_632_800;
const row = (at: number, pid: number, cpu: string, rss: string, command: string): string =>
  `${second + at}     1000      ${pid}    ${cpu}  ${rss}  ${command}`;

describe('a table of pidstat', () => {
  it('adds up processes of one moment, and memory of one name', async () => {
    const found = await table(
      row(0, 1, '10.00', '1024', 'node'),
      row(0, 2, '30.00', '2048', 'node'),
      row(5, 1, '20.00', '3072', 'node'),
      row(5, 2, '40.00', '4096', 'node'),
    );
    expect(found.files[0]).toMatchObject({ format: 'pidstat', rows: 4, refused: { count: 0 } });
    expect(found.cpu).toMatchObject([
      { scale: 'core', averagePercent: 50, peakPercent: 60, coresUsed: 0.5, cores: null },
    ]);
    // 1 + 2 and 3 + 4 MB.
    expect(found.memory).toMatchObject([{ operation: 'Whole run', baseMb: 3, peakMb: 7, finalMb: 7 }]);
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-11-20T10:00:00.000Z', 5]);
  });

  it('names commands without path, arguments and marks of threads', async () => {
    const found = await table(
      row(0, 1, '1', '1024', '/usr/bin/node server.js --port 8080'),
      row(0, 2, '1', '1024', 'Web Content'),
      row(0, 3, '1', '1024', '|__worker'),
      row(0, 4, '1', '1024', 'fifteen letters'),
      row(0, 5, '1', '1024', 'sixteen lettersX'),
    );
    expect(found.memory.map(({ operation }) => operation).toSorted()).toEqual(
      ['Web Content', 'fifteen letters', 'node', 'sixteen', 'worker'].toSorted(),
    );
  });

  it('rejects what is no number, and names the column', async () => {
    const found = await table(
      row(0, 1, '10', '1024', 'node'),
      row(0, 2, 'x', '1024', 'node'),
      row(0, 3, '10', '-1', 'node'),
    );
    expect(found.files[0]!.refused).toEqual({
      count: 2,
      first: [
        { line: 5, reason: '`%CPU` must be a number from 0 up, got "x"' },
        { line: 6, reason: '`RSS` must be a number from 0 up, got "-1"' },
      ],
    });
    expect(found.memory).toMatchObject([{ peakMb: 1 }]);
  });

  it('counts rows of threads and averages, and uses neither', async () => {
    const threads = [
      banner,
      '# Time        UID      TGID       TID    %CPU  Command',
      `${second}     1000      1         -    50.00  node`,
      `${second}     1000      -         1    30.00  |__node`,
      `${second}     1000      -         2    20.00  |__node`,
      '',
    ].join('\n');
    const found = await inspectText(threads);
    expect(found.files[0]).toMatchObject({ rows: 3, refused: { count: 0 } });
    expect(found.cpu).toMatchObject([{ averagePercent: 50, peakPercent: 50 }]);
    expect(found.memory).toEqual([]);
  });

  it('is of no use without such a row', async () => {
    expect((await table()).files[0]!.error).toMatchObject({ code: 'no-rows' });
  });
});

describe('the clock of pidstat', () => {
  const columns = 'UID       PID    %CPU   Command';
  const evening = (day: number): string[] => [
    `Linux 6.1.0 (host) \t11/${day}/2026 \t_x86_64_\t(4 CPU)`,
    '',
    `11:59:58 PM   ${columns}`,
    '11:59:59 PM  1000      4242   50.00  java',
    '12:00:00 AM  1000      4242   60.00  java',
    '12:00:01 AM  1000      4242   70.00  java',
    '',
  ];

  it('goes on after midnight', async () => {
    const found = await inspectText(evening(20).join('\n'));
    expect([found.startedAt, found.durationSeconds]).toEqual(['2026-11-20T23:59:59.000Z', 2]);
    expect(found.cpu).toMatchObject([{ averagePercent: 60, peakPercent: 70 }]);
  });

  it('is that of another day below another banner, whose rows do not add to those of the same time', async () => {
    const found = await inspectText([...evening(20), ...evening(22)].join('\n'));
    expect(found.cpu).toMatchObject([{ averagePercent: 60, peakPercent: 70 }]);
    // Two days and two seconds from the first row to the last.
    expect(found.durationSeconds).toBe(172_802);
  });
});
