import { expect, test } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';

/** Expected figures are worked out by hand from the fixtures, whose numbers are round for that. */
const codes = ({ files }: Inspection): string[] => files[0]!.warnings.map((warning) => warning.code);

test('psutil of a process: rss in bytes is MB of 2^20, CPU is on the core scale, a nan has no reading', async () => {
  const found = await inspectFixture('psutil/process.csv');
  expect(found.files[0]).toMatchObject({ format: 'psutil-csv', rows: 4, error: null });
  expect(found.files[0]!.refused).toEqual({
    count: 1,
    first: [{ line: 5, reason: '`cpu_percent` must be a number from 0 up, got "oops"' }],
  });
  expect(found.memory).toMatchObject([
    { operation: 'Whole run', baseMb: 100, peakMb: 200, finalMb: 150, deltaMb: 50 },
  ]);
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 100, peakPercent: 120, coresUsed: 1 }]);
  expect(found.startedAt).toBe('2026-11-30T00:53:20.500Z');
  expect(found.durationSeconds).toBe(2);
});

test('psutil of the machine: host scale, single cores give the busiest, memory in MB', async () => {
  const found = await inspectFixture('psutil/host.csv');
  expect(found.memory).toMatchObject([{ baseMb: 2048, peakMb: 2560, finalMb: 2560 }]);
  expect(found.cpu).toMatchObject([
    { scale: 'host', averagePercent: 50, peakPercent: 60, busiestPercent: 90, cores: 2, coresUsed: 1 },
  ]);
  expect(codes(found)).toEqual(['no-time-zone']);
});

test('psutil of several processes: memory by process, CPU added up, times from an unknown start', async () => {
  const found = await inspectFixture('psutil/processes.csv');
  expect(found.memory.map((row) => [row.operation, row.baseMb, row.peakMb])).toEqual([
    ['api', 50, 55],
    ['worker', 70, 71],
  ]);
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 55, peakPercent: 70 }]);
  expect(codes(found)).toEqual(['assumed-unit', 'relative-times']);
  expect(found.startedAt).toBeNull();
});

test('mprof: readings of the whole run, and a function from its first to its last call', async () => {
  const found = await inspectFixture('mprof/functions.dat');
  expect(found.files[0]).toMatchObject({ format: 'mprof', rows: 7, refused: { count: 1 } });
  expect(found.memory).toMatchObject([
    { operation: 'app.load', baseMb: 20, peakMb: 50, finalMb: 30, deltaMb: 10 },
    { operation: 'Whole run', baseMb: 10, peakMb: 90, finalMb: 90 },
  ]);
  expect(JSON.stringify(found)).not.toContain('abc');
});

test('mprof with children: each is an operation, numbered instead of named by its process', async () => {
  const { memory } = await inspectFixture('mprof/children.dat');
  expect(memory.map((row) => [row.operation, row.peakMb])).toEqual([
    ['main process', 12],
    ['child 1', 6],
    ['child 2', 7],
  ]);
});

test('mprof: a process that was only starting is told, since growth from nothing is no leak', async () => {
  const found = await inspectFixture('mprof/starting.dat');
  expect(found.memory).toMatchObject([{ baseMb: 0.195312, finalMb: 33 }]);
  expect(codes(found)).toEqual(['starting-process']);
  expect(codes(await inspectFixture('mprof/functions.dat'))).not.toContain('starting-process');
});

test('Prometheus: bytes of a resident set are MB, NaN is skipped and said', async () => {
  const found = await inspectFixture('prometheus/rss.json');
  expect(found.files[0]).toMatchObject({ format: 'prometheus-query-range', rows: 3 });
  expect(found.memory).toMatchObject([{ operation: 'Whole run', baseMb: 100, peakMb: 150, finalMb: 150 }]);
  expect(codes(found)).toEqual(['not-a-number']);
  expect(JSON.stringify(found)).not.toContain('10.0.0.7');
});

test('Prometheus: CPU rates of several pods add up, in percent of one core', async () => {
  const { cpu } = await inspectFixture('prometheus/cpu-per-pod.json');
  // 0.5 + 0.25 cores, then 0.75 + 1.5.
  expect(cpu).toMatchObject([{ scale: 'core', averagePercent: 150, peakPercent: 225, coresUsed: 1.5 }]);
});

test('Prometheus: memory by area, a limit and a gauge as measures, a counter left out', async () => {
  const found = await inspectFixture('prometheus/mixed.json');
  expect(found.memory.map((row) => [row.operation, row.peakMb])).toEqual([
    ['jvm_memory_used_bytes heap', 3],
    ['jvm_memory_used_bytes nonheap', 2],
  ]);
  expect(found.measures).toEqual([
    { name: 'jvm_memory_max_bytes (mean)', unit: 'bytes', direction: 'lower', value: 4_194_304, n: 1 },
    { name: 'hikaricp_connections_active (mean)', unit: '', direction: 'unknown', value: 6, n: 2 },
  ]);
  expect(codes(found)).toEqual(['counter', 'not-a-number']);
  expect(found.files[0]!.warnings[1]!.message).toBe('Values that are NaN or infinite were skipped: 1.');
});

test('Prometheus: an error is refused with its reason, an empty answer is a warning', async () => {
  const failed = await inspectFixture('prometheus/error.json');
  expect(failed.files[0]!.error).toMatchObject({ code: 'query-failed' });
  expect(failed.files[0]!.error!.message).toContain('parse error: unexpected end of input');
  const empty = await inspectFixture('prometheus/empty.json');
  expect(empty.files[0]).toMatchObject({ rows: 0, error: null });
  expect(codes(empty)).toEqual(['empty-result']);
});

test('Prometheus: a series without name is CPU only where its file says so', async () => {
  const cpu = await inspectFixture('prometheus/nameless-cpu.json');
  expect(cpu.cpu[0]!.averagePercent).toBeCloseTo(30, 9);
  expect(codes(cpu)).toEqual(['named-by-file']);
  const value = await inspectFixture('prometheus/nameless-value.json');
  expect(value.cpu).toEqual([]);
  expect(value.measures).toMatchObject([{ name: 'nameless-value (mean)', n: 2 }]);
});

test('Prometheus: the name of a file is that of the next query, without its time', async () => {
  const text =
    '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1796000000,"0.2"]]}]}}';
  const { measures } = await inspectTexts({ 'queue-2026-11-02T10-00-00.json': text });
  expect(measures).toMatchObject([{ name: 'queue (mean)' }]);
});

test('docker stats: used memory of each container, CPU of a round added up, a stopped container skipped', async () => {
  const found = await inspectFixture('docker-stats/two.csv');
  expect(found.files[0]).toMatchObject({ format: 'docker-stats-csv', rows: 5, refused: { count: 0 } });
  expect(found.memory.map((row) => [row.operation, row.baseMb, row.finalMb])).toEqual([
    ['shop-api', 512, 1536],
    // 1048.576 kB are 1,048,576 bytes.
    ['shop-db', 1024, 1],
  ]);
  // 150.5 + 20.5, then 50 + 10.
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 115.5, peakPercent: 171 }]);
});

test('docker stats of one container without units: MiB, said, and its name as the operation', async () => {
  const found = await inspectFixture('docker-stats/one.csv');
  expect(found.memory).toMatchObject([{ operation: 'api', baseMb: 100, peakMb: 120 }]);
  expect(codes(found)).toEqual(['no-time-zone', 'assumed-unit']);
  expect(found.startedAt).toBe('2026-11-20T09:05:00.000Z');
});

test('docker stats as JSON lines: containers of a round, what a script added as a time, a stopped one skipped', async () => {
  const found = await inspectFixture('docker-stats/stats.jsonl');
  expect(found.files[0]).toMatchObject({ format: 'docker-stats-json', rows: 6 });
  expect(codes(found)).toEqual(['no-reading']);
  expect(found.files[0]?.refused).toEqual({
    count: 1,
    first: [{ line: 7, reason: 'the line contains no JSON object with CPUPerc and MemUsage' }],
  });
  expect(found.memory.map((row) => [row.operation, row.baseMb, row.finalMb])).toEqual([
    ['shop-api', 512, 1536],
    ['shop-db', 1024, 1024],
  ]);
  // 150.5 + 20.5, then 50 + 10.
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 115.5, peakPercent: 171 }]);
  expect(found.startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(found.durationSeconds).toBe(10);
});

test('docker stats as JSON lines without times: in the order of the file, and said', async () => {
  const row = (mib: number): string =>
    `{"CPUPerc":"1.00%","Container":"api","ID":"3f2a","MemPerc":"1.0%","MemUsage":"${mib}MiB / 8GiB","Name":"api"}`;
  // A terminal's marks around the lines are those of `docker stats` without --no-stream.
  const found = await inspectText(`\u001b[H${row(100)}\u001b[K\n${row(300)}\u001b[K\n${row(200)}\n`);
  expect(found.files[0]).toMatchObject({ format: 'docker-stats-json', rows: 3, refused: { count: 0 } });
  expect(found.memory).toMatchObject([{ operation: 'api', baseMb: 100, peakMb: 300, finalMb: 200 }]);
  expect(found.startedAt).toBeNull();
  expect(codes(found)).toEqual(['no-times']);
});

test('docker stats as JSON lines: a time before the object', async () => {
  const row = '{"CPUPerc":"1.00%","MemUsage":"100MiB / 8GiB","Name":"api"}';
  const found = await inspectText(`2026-11-20T10:00:00Z ${row}\n2026-11-20T10:00:05Z ${row}\nlater ${row}\n`);
  expect(found.files[0]).toMatchObject({ rows: 3, refused: { count: 1, first: [{ line: 3 }] } });
  expect(found.startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(found.durationSeconds).toBe(5);
});

test('sar: a day that rolls over at midnight, single cores, averages not used', async () => {
  const found = await inspectFixture('sysstat/sar.txt');
  expect(found.files[0]).toMatchObject({ format: 'sar-text', rows: 9, refused: { count: 0 } });
  expect(found.startedAt).toBe('2026-11-20T23:59:59.000Z');
  expect(found.durationSeconds).toBe(1);
  expect(found.cpu).toMatchObject([
    { scale: 'host', averagePercent: 55, peakPercent: 70, busiestPercent: 95, cores: 2 },
  ]);
  expect(found.memory).toMatchObject([{ baseMb: 300, peakMb: 400, finalMb: 400 }]);
});

const sarWithCommas = (day: string): string =>
  [
    `Linux 6.1.0-13-amd64 (host) \t${day} \t_x86_64_\t(2 CPU)`,
    '',
    '10:00:01        CPU     %user     %nice   %system   %iowait    %steal     %idle',
    '10:00:02        all     10,00      0,00      5,00      0,00      0,00     85,00',
    '10:00:03        all     20,50      0,00      5,00      0,00      0,00     74,50',
    'Durchschn.:     all     15,25      0,00      5,00      0,00      0,00     79,75',
    '',
    '10:00:01    kbmemfree   kbavail kbmemused  %memused',
    '10:00:02       102400    204800    102400     50,00',
    '',
  ].join('\n');

test.each(['20.11.2026', '20/11/2026'])('sar with decimal commas, of the day %s', async (day) => {
  const found = await inspectText(sarWithCommas(day));
  expect(found.files[0]).toMatchObject({ format: 'sar-text', rows: 3, refused: { count: 0 } });
  expect(found.startedAt).toBe('2026-11-20T10:00:02.000Z');
  // 100 - 85 and 100 - 74.5.
  expect(found.cpu).toMatchObject([{ scale: 'host', averagePercent: 20.25, peakPercent: 25.5 }]);
  expect(found.memory).toMatchObject([{ baseMb: 100, peakMb: 100 }]);
  expect(codes(found)).toEqual(['no-time-zone']);
});

test('sar with decimal commas: a day that may also be a month is not guessed', async () => {
  const found = await inspectText(sarWithCommas('05/11/2026'));
  expect(found.cpu).toMatchObject([{ averagePercent: 20.25 }]);
  expect(found.startedAt).toBeNull();
  expect(codes(found)).toEqual(['no-date']);
  expect(found.files[0]!.warnings[0]!.message).toContain(
    '05/11/2026 may begin with the day or with the month',
  );
  expect(found.files[0]!.warnings[0]!.message).toContain('LC_ALL=C');
});

test('pidstat with decimal commas', async () => {
  const found = await inspectText(
    [
      'Linux 6.1.0-13-amd64 (host) \t20.11.2026 \t_x86_64_\t(2 CPU)',
      '',
      '10:00:01      UID       PID    %usr %system  %guest   %wait    %CPU   CPU  Command',
      '10:00:02     1000       123   12,50    2,50    0,00    0,00   15,00     1  api',
      '',
    ].join('\n'),
  );
  expect(found.files[0]).toMatchObject({ format: 'pidstat', rows: 1, refused: { count: 0 } });
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 15 }]);
});

test('pidstat: a comma in a command does not make the day unclear', async () => {
  const found = await inspectText(
    [
      'Linux 6.1.0-13-amd64 (host) \t11/05/2026 \t_x86_64_\t(2 CPU)',
      '',
      '10:00:01      UID       PID    %usr %system  %guest   %wait    %CPU   CPU  Command',
      '10:00:02     1000       123   12.50    2.50    0.00    0.00   15.00     1  taskset -c 0,1 api',
      '',
    ].join('\n'),
  );
  expect(found.startedAt).toBe('2026-11-05T10:00:02.000Z');
});

test('sadf -d and -j tell the same of the same moments', async () => {
  const csv = await inspectFixture('sysstat/sadf.csv');
  expect(csv.files[0]).toMatchObject({ format: 'sadf-csv', rows: 6, refused: { count: 1 } });
  expect(csv.cpu).toMatchObject([{ scale: 'host', averagePercent: 40, busiestPercent: 50, cores: 2 }]);
  const json = await inspectFixture('sysstat/sadf.json');
  expect(json.files[0]).toMatchObject({ format: 'sadf-json', rows: 2, warnings: [] });
  expect(json.cpu).toMatchObject([{ averagePercent: 60, peakPercent: 80, busiestPercent: 90 }]);
  for (const { memory, startedAt } of [csv, json]) {
    expect(memory).toMatchObject([{ operation: 'Whole run', baseMb: 10, finalMb: 20 }]);
    expect(startedAt).toBe('2026-11-20T10:00:01.000Z');
  }
});

test('pidstat: a 12 hour clock, two tables, a command with a space', async () => {
  const found = await inspectFixture('sysstat/pidstat.txt');
  expect(found.files[0]).toMatchObject({ format: 'pidstat', rows: 5, refused: { count: 0 } });
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 97.5, peakPercent: 110 }]);
  expect(found.memory.map((row) => [row.operation, row.peakMb])).toEqual([
    ['node', 100],
    ['tmux: server', 50],
  ]);
  expect(found.startedAt).toBe('2026-11-20T13:00:00.000Z');
});

test('pidstat -h with epochs needs neither date nor zone', async () => {
  const found = await inspectFixture('sysstat/pidstat-h.txt');
  expect(found.files[0]).toMatchObject({ format: 'pidstat', rows: 2, warnings: [] });
  expect(found.memory).toMatchObject([{ operation: 'Whole run', baseMb: 20, finalMb: 30 }]);
  expect(found.cpu).toMatchObject([{ averagePercent: 6, peakPercent: 8 }]);
});

test('iostat text: the first report does not count, and the banner describes the machine', async () => {
  const iostat = await inspectFixture('sysstat/iostat.txt');
  expect(iostat.files[0]).toMatchObject({ format: 'iostat-text', rows: 3 });
  // 100 minus 40 and 20% idle
  expect(iostat.cpu).toMatchObject([{ scale: 'host', averagePercent: 70, peakPercent: 80 }]);
  expect(iostat.startedAt).toBe('2026-11-20T10:00:01.000Z');
});

test('iostat and vmstat: the first report is of the time since boot and does not count', async () => {
  const iostat = await inspectFixture('sysstat/iostat.json');
  expect(iostat.files[0]).toMatchObject({ format: 'iostat-json', rows: 3 });
  expect(iostat.cpu).toMatchObject([{ scale: 'host', averagePercent: 70, peakPercent: 80 }]);
  expect(codes(iostat)).toEqual(['no-time-zone', 'since-boot']);
  const vmstat = await inspectFixture('vmstat/timed.txt');
  expect(vmstat.files[0]).toMatchObject({ format: 'vmstat', rows: 4, refused: { count: 1 } });
  expect(vmstat.cpu).toMatchObject([{ scale: 'host', averagePercent: 55, peakPercent: 70 }]);
  expect(vmstat.memory).toEqual([]);
  expect(vmstat.startedAt).toBe('2026-11-20T10:00:01.000Z');
});

test('dstat: the year of the preamble, carried over new year; bytes with exponents', async () => {
  const found = await inspectFixture('dstat/new-year.csv');
  expect(found.files[0]).toMatchObject({ format: 'dstat-csv', toolVersion: '0.7.2', rows: 3 });
  expect(found.startedAt).toBe('2026-12-31T23:59:58.000Z');
  expect(found.durationSeconds).toBe(2);
  expect(found.memory).toMatchObject([{ baseMb: 100, peakMb: 200, finalMb: 150 }]);
  expect(found.cpu).toMatchObject([
    { scale: 'host', averagePercent: 60, peakPercent: 70, busiestPercent: 90 },
  ]);
  expect(JSON.stringify(found)).not.toMatch(/host-a|someone/);
});

test('PerfMon in JTL columns is no request: a thousandth of elapsed, hosts numbered', async () => {
  const found = await inspectFixture('perfmon/two-hosts.csv');
  expect(found.files[0]).toMatchObject({ format: 'jmeter-perfmon', rows: 7, refused: { count: 0 } });
  expect(found.total.count).toBe(0);
  // Means over the hosts: (10 + 30) / 2 and (20 + 80) / 2.
  expect(found.cpu).toMatchObject([{ scale: 'host', averagePercent: 35, peakPercent: 50 }]);
  expect(found.memory).toMatchObject([{ operation: 'Whole run', baseMb: 100 }]);
  expect(found.measures).toEqual([
    { name: 'Memory (host 2, mean)', unit: '%', direction: 'unknown', value: 60, n: 2 },
  ]);
  expect(JSON.stringify(found)).not.toContain('example.org');
});
