import { expect, test } from 'vitest';
import { inspectText } from '../../inspect-text.ts';

test('memory.csv and cpu.csv between semicolons have decimal commas', async () => {
  const readings = await inspectText(
    'timestamp;operation;phase;memory_mb\n2026-11-20T10:00:00Z;Import;base;255,5\n2026-11-20T10:00:10Z;Import;final;300,75\n',
  );
  expect(readings.memory).toMatchObject([{ baseMb: 255.5, finalMb: 300.75, deltaMb: 45.25 }]);
  const rows = await inspectText(
    'operation;base_mb;peak_mb;final_mb;gc_recovered_mb\nImport;100,5;140;120,25;-1,5\n',
  );
  expect(rows.memory).toMatchObject([{ baseMb: 100.5, peakMb: 140, finalMb: 120.25, gcRecoveredMb: -1.5 }]);
  const cpu = await inspectText(
    'timestamp;scenario;cpu_percent;core_0;core_1\n2026-11-20T10:00:00Z;;150,5;100;50,5\n',
  );
  expect(cpu.cpu).toMatchObject([{ averagePercent: 150.5, busiestPercent: 100 }]);
  const summary = await inspectText('scenario;average_percent;peak_percent;cores\nload;80,5;120,25;4\n');
  expect(summary.cpu).toMatchObject([{ averagePercent: 80.5, peakPercent: 120.25 }]);
});

test('requests.csv between semicolons has decimal commas', async () => {
  const { endpoints } = await inspectText(
    'timestamp;endpoint;duration_ms;ok\n2026-11-20T10:00:00Z;GET /;12,5;true\n2026-11-20T10:00:01Z;GET /;13;true\n',
  );
  expect(endpoints).toMatchObject([{ count: 2, latencyMs: { min: 12.5, max: 13, mean: 12.75 } }]);
});

test('what may be thousands is rejected, with what to write', async () => {
  const table = (delimiter: string, ...values: readonly string[]): string =>
    [
      ['timestamp', 'operation', 'phase', 'memory_mb'],
      ...values.map((value, i) => [`2026-11-20T10:00:0${i}Z`, '', '', value]),
    ]
      .map((fields) => fields.join(delimiter))
      .join('\n');
  const reasons = async (text: string): Promise<(string | undefined)[]> =>
    (await inspectText(text)).files[0]!.refused.first.map(({ reason }) => reason);
  expect(await reasons(table(';', '255,4', '1.234,5', '1.234'))).toEqual([
    '`memory_mb` must be a number of MB from 0 up, got "1.234,5": remove the thousands separator',
    '`memory_mb` must be a number of MB from 0 up, got "1.234": earlier numbers have a decimal comma',
  ]);
  expect(await reasons(table(',', '255.4', '"255,4"'))).toEqual([
    '`memory_mb` must be a number of MB from 0 up, got "255,4": write a decimal point (255.4)',
  ]);
});
