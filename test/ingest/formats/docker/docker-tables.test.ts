import { expect, test } from 'vitest';
import { inspectText } from '../../inspect-text.ts';

test('the table that docker stats prints, drawn twice', async () => {
  const { files, memory, cpu } =
    await inspectText(`\u001b[2J\u001b[HCONTAINER ID   NAME        CPU %     MEM USAGE / LIMIT     MEM %     NET I/O     BLOCK I/O   PIDS
0123456789ab   api         12.50%    178.5MiB / 7.668GiB   2.27%     1.2MB / 3MB   0B / 0B   27
ba9876543210   a worker    50.00%    1GiB / 7.668GiB       13.04%    1.2MB / 3MB   0B / 0B   4
CONTAINER ID   NAME        CPU %     MEM USAGE / LIMIT     MEM %     NET I/O     BLOCK I/O   PIDS
0123456789ab   api         37.50%    180.5MiB / 7.668GiB   2.27%     1.2MB / 3MB   0B / 0B   27
ba9876543210   a worker    --        -- / --               --        --            --        --
`);
  expect(files[0]).toMatchObject({ format: 'docker-stats-text', rows: 4, refused: { count: 0 } });
  expect(files[0]?.warnings.map(({ code }) => code)).toEqual(['no-reading', 'no-times']);
  expect(memory.map((one) => [one.operation, one.baseMb, one.peakMb])).toEqual([
    ['api', 178.5, 180.5],
    ['a worker', 1024, 1024],
  ]);
  // Rounds of 12.5 + 50 % and of 37.5 % alone.
  expect(cpu).toMatchObject([{ scale: 'core', averagePercent: 50, peakPercent: 62.5 }]);
});

test('rows of a container that does not run are no damaged rows', async () => {
  const { files, memory } = await inspectText(
    'timestamp,container,cpu,mem\n2026-02-03T10:00:00Z,api,10.00%,100MiB / 2GiB\n2026-02-03T10:00:05Z,api,--,-- / --\n',
  );
  expect(files[0]).toMatchObject({ rows: 2, refused: { count: 0 }, warnings: [{ code: 'no-reading' }] });
  expect(memory).toMatchObject([{ baseMb: 100, peakMb: 100 }]);
});

test('kubectl top: thousandths of a core, namespaces as part of the name, an unknown reading', async () => {
  const { files, memory, cpu } = await inspectText(`NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)
shop        api-1   250m         178Mi
shop        db-0    2            1Gi
shop        new-0   <unknown>    <unknown>
`);
  expect(files[0]).toMatchObject({ format: 'kubectl-top', rows: 3, refused: { count: 0 } });
  expect(memory.map((one) => [one.operation, one.peakMb])).toEqual([
    ['shop/api-1', 178],
    ['shop/db-0', 1024],
  ]);
  expect(cpu).toMatchObject([{ scale: 'core', averagePercent: 225 }]);
});

test('pidstat -h of sysstat 10 begins its rows with a blank and an epoch', async () => {
  const { memory, startedAt } = await inspectText(`Linux 3.10.0 (host01) 	11/25/25 	_x86_64_	(4 CPU)

#      Time   UID       PID    %usr %system  %guest    %CPU   CPU  minflt/s  majflt/s     VSZ    RSS   %MEM  Command
 1764057600  1000      4242   50.00   10.00    0.00   60.00     1    120.00      0.00  900000 204800   2.50  api
`);
  expect(startedAt).toBe('2025-11-25T08:00:00.000Z');
  expect(memory).toMatchObject([{ baseMb: 200 }]);
});
