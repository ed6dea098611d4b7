import { expect, test } from 'vitest';
import { projectOf } from '../../project/small-projects.ts';

const startSecond = Date.UTC(2026, 10, 1, 10) / 1_000;

/** Prometheus' answer: series with these labels, and these values of 15 s each. */
const prometheus = (...series: readonly (readonly [object, readonly number[]])[]): string =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: series.map(([metric, values]) => ({
        metric,
        values: values.map((value, i) => [startSecond + i * 15, String(value)]),
      })),
    },
  });

const memoryOf = (container: string, mb: number): string =>
  prometheus([
    { __name__: 'container_memory_working_set_bytes', container, job: 'cadvisor' },
    [mb, mb, mb].map((value) => value * 2 ** 20),
  ]);

const docker = (...containers: readonly (readonly [string, number, number])[]): string =>
  [0, 1, 2]
    .flatMap((i) =>
      containers.map(
        ([name, cpu, mb]) =>
          `${new Date((startSecond + i * 5) * 1_000).toISOString()},${name},${cpu}%,${mb}MiB / 8GiB`,
      ),
    )
    .reduce((text, row) => `${text}\n${row}`, 'timestamp,name,cpu,mem');

const requests = `timestamp,endpoint,duration_ms,ok
2026-11-01T10:00:00Z,pay,20,true
2026-11-01T10:00:20Z,pay,20,true
`;

async function measured(name: string, files: Readonly<Record<string, string>>) {
  const inRun = Object.entries(files).map(([file, text]) => [`r/${file}`, text] as const);
  const all: Record<string, string> = Object.fromEntries([
    ['r/vegeta/requests.csv', requests] as const,
    ...inRun,
  ]);
  const { reports } = await projectOf(name, all);
  const { memory, measures } = reports[0]!.measures;
  return {
    memory: memory.map(({ operation, peakMb }) => [operation, peakMb]),
    measures: measures.map(({ label, metric, value }) => [label, metric, value]),
  };
}

test('memory goes by the container in the file, not by its folder', async () => {
  const { memory } = await measured('label', { 'prometheus/memory.json': memoryOf('api', 400) });
  expect(memory).toEqual([['api', 400]]);
  const { memory: ofDocker } = await measured('docker', { 'docker/stats.csv': docker(['api', 90, 380]) });
  expect(ofDocker).toEqual([['api', 380]]);
});

test('run.json still names the operation, and ids of containers are no names', async () => {
  const stated = JSON.stringify({ files: [{ match: 'docker/*', operation: 'checkout' }] });
  const { memory } = await measured('stated', {
    'docker/stats.csv': docker(['api', 90, 380]),
    'run.json': stated,
  });
  expect(memory).toEqual([['checkout', 380]]);
  const { memory: ofId } = await measured('id', { 'docker/stats.csv': docker(['0f9e8d7c6b5a', 90, 380]) });
  expect(ofId).toEqual([['docker', 380]]);
});

test('one container in two files stays distinguished', async () => {
  const { memory } = await measured('two', {
    'docker/stats.csv': docker(['api', 90, 380], ['db', 30, 520]),
    'prometheus/memory.json': memoryOf('api', 400),
  });
  expect(memory).toEqual([
    ['api', 380],
    ['db', 520],
    ['api (memory.json)', 400],
  ]);
});

test('the CPU of each of several containers is a measure', async () => {
  const both = await measured('cpu', { 'docker/stats.csv': docker(['api', 90, 380], ['db', 30, 520]) });
  expect(both.measures).toEqual([
    ['CPU of api', 'measure.cpu-of-api', 90],
    ['CPU of db', 'measure.cpu-of-db', 30],
  ]);
  const rate = (container: string): object => ({ __name__: 'container:cpu_usage:rate5m', container });
  const { measures } = await measured('rates', {
    'prometheus/cpu.json': prometheus([rate('api'), [0.9, 0.9]], [rate('db'), [0.25, 0.35]]),
  });
  expect(measures.map(([label, , value]) => [label, Math.round(value as number)])).toEqual([
    ['CPU of api', 90],
    ['CPU of db', 30],
  ]);
  const { measures: ofOne } = await measured('one', { 'docker/stats.csv': docker(['api', 90, 380]) });
  expect(ofOne).toEqual([]);
});
