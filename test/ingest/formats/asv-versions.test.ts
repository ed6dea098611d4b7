import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openRawStream } from '../../../src/ingest/files/raw-file.ts';
import { adapterById } from '../../../src/ingest/format-registry.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { groupFiles, readSet } from '../../../src/ingest/read-files.ts';
import type { Digest } from '../../../src/model/documents/digest.ts';
import { inspectTexts } from '../inspect-text.ts';

const result = (day: number, seconds: unknown): string =>
  JSON.stringify({
    commit_hash: `${day}`.repeat(8),
    date: Date.UTC(2013, 9, day),
    params: { machine: 'box' },
    python: '2.7',
    results: { 'suite.time_load': seconds },
    version: 1,
  });
const benchmarks = JSON.stringify({
  'suite.time_load': {
    code: 'def time_load(): pass',
    goal_time: 2,
    name: 'suite.time_load',
    number: 0,
    repeat: 3,
    timeout: 60,
    type: 'time',
    unit: 'seconds',
  },
  version: 1,
});

test('asv 0.1: benchmarks have no parameters yet', async () => {
  const { files, history } = await inspectTexts({
    'benchmarks.json': benchmarks,
    'a.json': result(1, 0.5),
    'b.json': result(2, 0.25),
  });
  expect(files.map(({ format, error }) => [format, error])).toEqual(Array(3).fill(['asv-results', null]));
  expect(history).toMatchObject([
    { series: 'suite.time_load', unit: 'seconds', points: [{ value: 0.5 }, { value: 0.25 }] },
  ]);
});

test('asv: a damaged results file does not take the others with it', async () => {
  const damaged = result(3, 1).replace(/"date":\d+/, '"date":null');
  const { files, history } = await inspectTexts({
    'a.json': result(1, 0.5),
    'b.json': result(2, 0.25),
    'c.json': damaged,
  });
  expect(files.map(({ refused }) => refused.count)).toEqual([0, 0, 1]);
  expect(history).toMatchObject([{ points: [{ value: 0.5 }, { value: 0.25 }] }]);
});

test('asv: parameters whose combinations no result file can have are refused, not made', async () => {
  const withParameters = (params: unknown, values: unknown = null): string =>
    JSON.stringify({
      ...(JSON.parse(result(1, 0.5)) as object),
      results: { 'suite.time_load': { params, result: values }, 'suite.time_other': 0.5 },
    });
  // 2^40 combinations in 400 bytes. Before, this took all memory.
  const many = Array.from({ length: 40 }, () => ['1', '2']);
  for (const [params, values, reason] of [
    [many, null, 'suite.time_load: more than 1000000 values of parameters in all combinations'],
    [many, [1, 2], 'suite.time_load: 2 results for 1099511627776 combinations of parameters'],
    [[['1', '2'], ['3']], [1], 'suite.time_load: 1 results for 2 combinations of parameters'],
  ] as const) {
    const { files, history } = await inspectTexts({ 'a.json': withParameters(params, values) });
    expect(files[0]?.refused).toEqual({ count: 1, first: [{ line: 1, reason }] });
    expect(history.map(({ series }) => series)).toEqual(['suite.time_other']);
  }
  const three = [
    ['1', '2'],
    ['a', 'b', 'c'],
  ];
  const { history } = await inspectTexts({ 'a.json': withParameters(three, [1, 2, 3, 4, 5, 6]) });
  expect(history.slice(0, 6).map(({ series, points }) => [series, points[0]?.value])).toEqual([
    ['suite.time_load(1, a)', 1],
    ['suite.time_load(1, b)', 2],
    ['suite.time_load(1, c)', 3],
    ['suite.time_load(2, a)', 4],
    ['suite.time_load(2, b)', 5],
    ['suite.time_load(2, c)', 6],
  ]);
});

async function digestsOf(texts: Readonly<Record<string, string>>): Promise<Digest[]> {
  const folder = await mkdtemp(join(tmpdir(), 'perfolio-asv-'));
  try {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    const files = Object.keys(texts).map((name) => ({
      diskPath: join(folder, name),
      shownPath: name,
      format: null,
    }));
    const { sets } = await groupFiles(files);
    return await Promise.all(sets.map((set) => readSet(set, { timeZone: null, startedAtMs: null })));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('asv: asv.conf.json beside the results says where commits are', async () => {
  const config = [
    '{',
    '  // "show_commit_url": "https://commented.example/",',
    '  "repo": "..",',
    '  "show_commit_url": "https://git.example/team/code/commit/",',
    '}',
  ].join('\n');
  const digests = await digestsOf({
    'asv.conf.json': config,
    'a.json': result(1, 0.5),
    'b.json': result(2, 0.25),
  });
  const links = digests.flatMap(({ history }) => history).flatMap(({ points }) => points);
  expect(links.map(({ commitUrl }) => commitUrl)).toEqual([
    'https://git.example/team/code/commit/11111111',
    'https://git.example/team/code/commit/22222222',
  ]);
});

test.each([
  [{ cpu: '', os: 'Linux 6.8' }, { os: 'Linux 6.8' }],
  [{ cpu: 'Some CPU' }, { cpu: 'Some CPU' }],
  [{ cpu: null, os: '' }, {}],
])('asv: a machine of which %j is known', async (known, system) => {
  const recorder = new Recorder();
  const text = JSON.stringify({ ...known, machine: 'box', version: 1 });
  const file = await openRawStream(Readable.from([Buffer.from(text)]), 'machine.json');
  await adapterById('asv-results')?.read([file], recorder, { timeZone: null, startedAtMs: null });
  expect(recorder.system).toEqual(system);
});
