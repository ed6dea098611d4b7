import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio, type Ran } from '../perfolio.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const dirs = ['--data', 'data', '--content', 'content'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-new-'));
  for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM']) vi.stubEnv(name, '/dev/null');
  mkdirSync(join(folder, 'data'));
  write('data/project.json', '{"targets": [{"id": "fast", "metric": "response.p95", "below": 1}]}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const manifest = (id: string): Record<string, unknown> =>
  JSON.parse(read(`data/${id}/run.json`)) as Record<string, unknown>;
const start = (...argv: readonly string[]): Promise<Ran> => perfolio(folder, ['new', ...argv, ...dirs]);
const problems = async (): Promise<{ severity: string; message: string }[]> => {
  const { out } = await perfolio(folder, ['check', '--json', ...dirs]);
  return (JSON.parse(out) as { problems: { severity: string; message: string }[] }).problems;
};
const untouched = ['project.json'];

/** Ten requests, one a second from 10:00:00 on, the last one 250 ms long. */
const requests = (endpoint = 'GET /items', users = 7): string =>
  [
    'timestamp,endpoint,duration_ms,ok,users',
    ...Array.from(
      { length: 10 },
      (_, i) =>
        `2026-11-20T10:00:0${i}Z,"${endpoint.replaceAll('"', '""')}",${i === 9 ? 250 : 100},true,${users}`,
    ),
    '',
  ].join('\n');

describe('new', () => {
  it('copies a folder with its scenarios and drafts what the samples tell', async () => {
    write('results/single-user/requests.csv', requests('GET /items', 1));
    write('results/Stress/requests.csv', requests());
    write('results/.DS_Store', 'ignored');
    const { out, err, code } = await start('run-1', '--from', 'results');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(manifest('run-1')).toEqual({
      $schema: expect.stringMatching(/^\.\.\/.*public\/schema\/run\.json$/) as string,
      startedAt: '2026-11-20T10:00:00.000Z',
      durationSeconds: 9.25,
      scenarios: [
        { id: 'Stress', users: 7 },
        { id: 'single-user', name: 'Single user', users: 1 },
      ],
    });
    expect(read('data/run-1/Stress/requests.csv')).toBe(requests());
    expect(readdirSync(join(folder, 'data')).sort()).toEqual(['project.json', 'run-1']);
    expect(out).toContain('(tidy-requests), 10 rows, scenario Stress');
    expect(out).toContain('  the run: tester, version, commit\n');
    expect(out).toContain('  scenario Stress: loadModel, parameters\n');
    expect(await problems()).toEqual([]);
  });

  it('takes folders beside other paths as scenarios, and knows tools of one load model', async () => {
    mkdirSync(join(folder, 'attack'));
    cpSync(join(fixtures, 'raw/vegeta/report.json'), join(folder, 'attack/report.json'));
    write('memory.csv', 'operation,base_mb,peak_mb,final_mb,gc_recovered_mb\nImport,100,140,120,\n');
    const { code, out } = await start('run-1', '--from', 'attack', 'memory.csv');
    expect(code).toBe(0);
    expect(out).toContain('  files, "match": "attack/report.json": endpoint\n');
    expect(manifest('run-1').scenarios).toMatchObject([{ id: 'attack', loadModel: 'open' }]);
    expect(existsSync(join(folder, 'data/run-1/memory.csv'))).toBe(true);
  });

  it('drafts for files that lie in the folder of the run already', async () => {
    write('data/2026-11-20/requests.csv', requests());
    expect((await start('2026-11-20')).code).toBe(0);
    expect(manifest('2026-11-20').scenarios).toEqual([{ id: 'default', users: 7 }]);
    expect(await problems()).toEqual([]);
  });

  it('leaves users open where the load came in steps', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${1_790_000_000_000 + i * 1_000},a,5,true,${i < 30 ? 4 : 8}`,
    );
    write('steps.csv', ['timestamp,endpoint,duration_ms,ok,users', ...rows, ''].join('\n'));
    await start('run-1', '--from', 'steps.csv');
    expect(manifest('run-1').scenarios).toEqual([{ id: 'default' }]);
  });

  it('leaves users open where a tool varies them to keep a rate', async () => {
    const summary = join(fixtures, 'raw/k6/summary-export.json');
    await start('run-1', '--from', summary, '--accept-rejected');
    expect(manifest('run-1').scenarios).toEqual([{ id: 'default' }]);
  });

  it('records this machine only when asked', async () => {
    write('requests.csv', requests());
    const { out } = await start('run-1', '--from', 'requests.csv', '--system', 'this-machine');
    const system = manifest('run-1').system as Record<string, string>;
    expect(Object.keys(system)).toEqual(expect.arrayContaining(['cpu', 'memory', 'os', 'runtime']));
    expect(system.cpu).toContain(String(cpus().length));
    expect(system.runtime).toBe(`Node ${process.versions.node}`);
    expect(out).toContain('"system.runtime" is the Node version of this machine');
    expect((await start('run-2', '--from', 'requests.csv', '--system', 'other')).code).toBe(2);
  });

  it('takes the commit and a side branch from the repository of the raw files', async () => {
    write('product/requests.csv', requests());
    const commit = commitAll(join(folder, 'product'));
    await start('run-1', '--from', 'product/requests.csv');
    expect(manifest('run-1').commit).toBe(commit);
    expect(manifest('run-1')).not.toHaveProperty('branch');
    gitIn(join(folder, 'product'), 'checkout', '--quiet', '-b', 'faster');
    write('product/requests.csv', requests('b'));
    const { out } = await start('run-2', '--from', 'product/requests.csv');
    expect(manifest('run-2').branch).toBe('faster');
    expect(out).toContain('That repository has uncommitted changes.');
  });

  it('takes version and tester from git', async () => {
    write('product/requests.csv', requests());
    const product = join(folder, 'product');
    commitAll(product);
    gitIn(product, 'tag', 'v1.4.0');
    gitIn(product, 'tag', 'nightly');
    const tagged = await start('run-1', '--from', 'product/requests.csv');
    expect(manifest('run-1')).toMatchObject({ version: 'v1.4.0' });
    expect(manifest('run-1')).not.toHaveProperty('tester');
    expect(tagged.out).toContain('"version" and "commit" are the current commit of');
    expect(tagged.out).toContain('  the run: tester\n');
    write('product/requests.csv', requests('b'));
    const later = commitAll(product);
    write('git-config', '[user]\n  name = Dana Perf\n');
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, 'git-config'));
    const { out } = await start('run-2', '--from', 'product/requests.csv');
    expect(manifest('run-2')).toMatchObject({
      tester: 'Dana Perf',
      version: `v1.4.0-1-g${later.slice(0, 7)}`,
    });
    expect(out).toContain('"tester" is your name in git.');
  });

  it('drafts the findings as comments that can be taken into use', async () => {
    // Of 210 requests, ten take 100 times the median.
    const rows = Array.from(
      { length: 210 },
      (_, i) => `${1_790_000_000_000 + i * 100},"a --- {x} # y",${i % 21 === 0 ? 900 : 9},true`,
    );
    write('requests.csv', ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
    const { out } = await start('run-1', '--from', 'requests.csv');
    expect(out).toMatch(/with \d+ findings? to confirm or reject/);
    expect(await problems()).toEqual([]);
    const path = 'content/runs/run-1.mdx';
    const used = read(path)
      .split('\n')
      .map((line, i) => (i === 1 ? line : line.replace(/^# /, '')));
    write(path, used.join('\n'));
    expect(used).toContain('    status: confirmed');
    expect(used).toContain('bottlenecks:');
    expect(await problems()).toEqual([]);
  });

  it('says so where raw files lie more than a day apart', async () => {
    write('old/requests.csv', requests());
    // Ten days later, to the second: from 10:00:09.25 to 10:00:00 that is no full ten days.
    write('new/requests.csv', requests().replaceAll('2026-11-20', '2026-11-30'));
    const { out } = await start('run-1', '--from', 'old', 'new');
    expect(out).toContain(
      'The raw files are 9 days apart: old/requests.csv ends on 2026-11-20, new/requests.csv begins on 2026-11-30.',
    );
  });

  it('says so of files that are read together, and of one file', async () => {
    write('a.csv', requests());
    write('b.csv', requests().replaceAll('2026-11-20', '2026-11-30'));
    const { out } = await start('run-1', '--from', 'a.csv', 'b.csv');
    expect(out).toContain(
      'The samples of a.csv, b.csv are 9 days apart: some end on 2026-11-20, others begin on 2026-11-30.',
    );
    write('c.csv', requests() + requests().replaceAll('2026-11-20', '2026-11-21').replace(/^.*\n/, ''));
    expect((await start('run-2', '--from', 'c.csv')).out).not.toContain('apart');
    write('d.csv', requests() + requests().replaceAll('2026-11-20T10', '2026-11-21T11').replace(/^.*\n/, ''));
    expect((await start('run-3', '--from', 'd.csv')).out).toContain(
      'The samples of d.csv are more than a day apart: some end on 2026-11-20, others begin on 2026-11-21.',
    );
  });

  it('says nothing of files of one day and an id of that day or one beside it', async () => {
    write('old/requests.csv', requests());
    write('new/requests.csv', requests().replaceAll('T10', 'T20'));
    for (const id of ['2026-11-20', '2026-11-19', '20261121-b', 'v2'])
      expect((await start(id, '--from', 'old', 'new')).out).not.toContain('Look at');
  });

  it('says so where the id names another day than the samples', async () => {
    write('requests.csv', requests());
    const { out } = await start('2026-11-02-search', '--from', 'requests.csv');
    expect(out).toContain('The id says 2026-11-02, but the samples begin on 2026-11-20');
  });

  it('begins the words with the body of the template', async () => {
    write('content/template.mdx', '---\ntitle: ignored\n---\n\nOur words.\n\n<Report />\n');
    write('requests.csv', requests());
    await start('run-1', '--from', 'requests.csv');
    expect(read('content/runs/run-1.mdx')).toMatch(/---\n\nOur words\.\n\n<Report \/>\n$/);
  });
});

describe('new of a folder with files that are no results', () => {
  it('leaves them out and lists them', async () => {
    write('artifacts/requests.csv', requests());
    write('artifacts/bzt.log', 'INFO: Taurus CLI Tool\n');
    write('artifacts/effective.yml', 'execution:\n- concurrency: 20\n');
    // `new` compares with the forms of memory.csv, so that a typing error is not lost.
    write('artifacts/memory.csv', 'operation,memory_mb\nImport,100\n');
    const { out, code } = await start('run-1', '--from', 'artifacts');
    expect(code).toBe(0);
    expect(out).toContain('Copied 1 file to data/run-1.');
    expect(out).toContain(
      'Left out, because they are not results: artifacts/bzt.log, artifacts/effective.yml.',
    );
    expect(out).toMatch(/Left out: artifacts\/memory\.csv\. .* the column timestamp, phase is missing/);
    expect(readdirSync(join(folder, 'data/run-1')).sort()).toEqual(['requests.csv', 'run.json']);
    expect((await problems()).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('refuses a folder without any result', async () => {
    write('artifacts/bzt.log', 'INFO: Taurus CLI Tool\n');
    const { err, code } = await start('run-1', '--from', 'artifacts');
    expect(code).toBe(1);
    expect(err).toContain('none of these files is a result');
    expect(err).toContain('Left out, because it is not a result: artifacts/bzt.log.');
    expect(readdirSync(join(folder, 'data'))).toEqual(untouched);
  });
});

describe('new refuses', () => {
  it('files that no format knows, and then writes nothing', async () => {
    write('results/requests.csv', requests());
    write('results/notes.txt', 'Remember the milk.\n');
    write('results/empty.csv', '');
    const named = ['results', 'results/notes.txt', 'absent.csv'];
    const { out, err, code } = await start('run-1', '--from', ...named);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toContain('results/notes.txt: Unrecognised format.');
    expect(err).toContain('results/empty.csv: The file is empty.');
    expect(err).toContain('absent.csv: There is no such file.');
    expect(err).toContain('Nothing was written.');
    expect(readdirSync(join(folder, 'data'))).toEqual(untouched);
    expect(existsSync(join(folder, 'content'))).toBe(false);
  });

  it('a file that turns out unusable while it is read', async () => {
    cpSync(join(fixtures, 'raw/tidy/cpu-no-usable-row.csv'), join(folder, 'cpu.csv'));
    write('requests.csv', requests());
    const { err, code } = await start('run-1', '--from', 'cpu.csv', 'requests.csv');
    expect(code).toBe(1);
    expect(err).toMatch(/^cpu\.csv/);
    expect(readdirSync(join(folder, 'data'))).toEqual(untouched);
  });

  it('too many rejected rows, unless their loss is accepted', async () => {
    write(
      'requests.csv',
      `${requests()}2026-11-20T10:00:10Z,a,fast,true,7\n2026-11-20T10:00:11Z,a,5,true,7\n`,
    );
    const { err, code } = await start('run-1', '--from', 'requests.csv');
    expect(code).toBe(1);
    expect(err).toContain('requests.csv:12: Row rejected');
    expect(err).toContain('--accept-rejected');
    expect(readdirSync(join(folder, 'data'))).toEqual(untouched);
    expect((await start('run-1', '--from', 'requests.csv', '--accept-rejected')).code).toBe(0);
    expect(manifest('run-1').files).toEqual([{ match: 'requests.csv', acceptRejected: true }]);
    expect((await problems()).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('to overwrite anything', async () => {
    write('requests.csv', requests());
    write('content/runs/run-2.mdx', 'Mine.\n');
    write('data/run-3.csv', requests());
    write('data/run-4/requests.csv', requests());
    write('data/run-4/run.json', '{"tester": "me"}');
    await start('run-1', '--from', 'requests.csv');
    const before = read('data/run-1/run.json');
    const refusals = await Promise.all([
      start('run-1', '--from', 'requests.csv'),
      start('RUN-1', '--from', 'requests.csv'),
      start('run-2', '--from', 'requests.csv'),
      start('run-3', '--from', 'requests.csv'),
      start('run-4'),
      start('run-5'),
      start('history', '--from', 'requests.csv'),
    ]);
    expect(refusals.map(({ err, code }) => `${code} ${err.split('\n')[0]!}`)).toEqual([
      '1 data/run-1 already exists, and `new` overwrites nothing.',
      '1 The run "run-1" differs from "RUN-1" only by case or punctuation.',
      '1 content/runs/run-2.mdx already exists, and `new` overwrites nothing.',
      '1 A file in data is already the run "run-3".',
      '1 data/run-4/run.json already exists, and `new` overwrites nothing.',
      '1 The folder data/run-5 does not exist.',
      '1 "history" is reserved for the folder of whole histories.',
    ]);
    expect(read('data/run-1/run.json')).toBe(before);
    expect(read('content/runs/run-2.mdx')).toBe('Mine.\n');
    expect(read('data/run-4/run.json')).toBe('{"tester": "me"}');
  });

  it('files that would take one name, and a second manifest', async () => {
    write('a/requests.csv', requests());
    write('b/requests.csv', requests());
    write('c/run.json', '{}');
    const clash = await start('run-1', '--from', 'a/requests.csv', 'b/requests.csv');
    expect(clash.err).toContain('a/requests.csv and b/requests.csv would both become requests.csv.');
    expect((await start('run-1', '--from', 'c')).err).toContain('c/run.json has the name of the manifest');
    expect((await start('run-1', '--from', 'a', 'b')).code).toBe(0);
  });

  it('ids that are no folder name', async () => {
    for (const id of ['../out', 'a/b', '.hidden', 'a b']) expect((await start(id)).code).toBe(2);
  });

  it('shows escape sequences in names of files, and does not pass them to the terminal', async () => {
    const file = join(folder, 'a\u001b[31m.csv');
    writeFileSync(file, 'timestamp,endpoint,duration_ms,ok\n2026-11-01T10:00:00Z,a,10,true\n');
    const { out } = await perfolio(folder, ['new', 'escaped', '--from', file]);
    expect(out).toContain('a\\u001b[31m.csv');
    expect(out).not.toContain('\u001b');
  });
});
