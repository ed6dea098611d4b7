import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Each place of a project that prints has a secret of its own, so that a leak names its source. */
const secrets = [
  'zq-endpoint',
  'zq-error',
  'zq-cpu',
  'zq-parameter',
  'zq-note',
  'zq-body',
  'zq-finding',
  'zq-reason',
  'zq-target',
  'zq-description',
  'zq-label',
  'zq-file',
  'zq-raw',
  'zq-page',
  'zq-removed',
  'zq-why',
  'zq-former',
  'zq-repository',
  'zq-alert',
  'zq-assignee',
  'qxvz',
  'node7.corp',
];

function writeProject(folder: string): void {
  const write = (path: string, content: string | object): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('data/project.json', {
    name: 'Shop',
    description: 'A shop at zq-description.',
    repository: 'https://github.com/example/zq-repository',
    removed: [
      { run: 'old-zq-removed', reason: 'Gone.' },
      { run: 'older', reason: 'Wrong because of zq-why.' },
    ],
    alerts: { labels: ['zq-alert'], assignees: ['zq-assignee'] },
    targets: [
      {
        id: 'fast',
        label: 'Fast at zq-target',
        metric: 'response.p50',
        endpoint: 'GET /zq-endpoint',
        below: 5,
      },
    ],
    endpoints: [{ id: 'pay', label: 'Pay at zq-label', match: ['POST /pay*'] }],
    publish: { redact: ['zq-[a-z]+', '(?:acme_|sek)qxvz'], hide: ['tester', 'hosts', 'attachments'] },
  });
  write('data/annotations.json', [{ action: 'ignore', run: 'run-1', reason: 'Because of zq-reason.' }]);
  for (const run of [1, 2]) {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const isEven = i % 2 === 0;
      const start = Date.UTC(2026, 10, run, 10) + i * 100;
      const error = isEven && i % 10 === 0 ? 'refused by zq-error at 10.1.2.3:5432' : '';
      const endpoint = isEven ? 'GET /zq-endpoint' : 'POST /pay';
      return `${start},${endpoint},${10 + (i % 7)},${error === '' ? 'true' : 'false'},${error}`;
    });
    write(`data/run-${run}/zq-file.csv`, `timestamp,endpoint,duration_ms,ok,error\n${rows.join('\n')}\n`);
    write(`data/run-${run}/run.json`, {
      tester: 'Ann Example',
      version: `1.${run}`,
      system: { cpu: 'zq-cpu', os: 'Linux', host: 'node7.corp.example' },
      formerIds: [`former-zq-former-${run}`],
      notes: 'By acme\\_qxvz, **sek**qxvz and sek&#113;xvz.',
      scenarios: [{ id: 'load', parameters: { url: 'https://shop.secret.example/x', node: 'zq-parameter' } }],
      files: [{ match: 'zq-file.csv', scenario: 'load', publish: true }],
      attachments: [{ file: 'zq-raw.log', label: 'Log of zq-raw' }],
    });
    write(`data/run-${run}/zq-raw.log`, 'nothing');
    write(
      `content/runs/run-${run}.mdx`,
      '---\ntitle: Run at zq-note\nanomalies:\n  - text: Slow at zq-finding\n    reason: unknown\n---\n\nSlow because of **zq-body**.\n\nBy acme\\_qxvz, **sek**qxvz and sek&#113;xvz.\n\n<Report />\n',
    );
  }
  write('content/pages/about.mdx', '# About\n\nWe run at zq-page.\n');
}

/** Every file of a folder, as text; packed ones unpacked. */
function textsOf(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return [path.slice(folder.length), (isPacked ? gunzipSync(bytes) : bytes).toString('latin1')];
    });
}

describe('a site with things that are not published', () => {
  let project: string;
  let files: [path: string, text: string][];

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'perfolio-redacted-'));
    writeProject(project);
    const args = [join(root, 'bin/perfolio.mjs'), 'build', '--out', join(project, 'site')];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: project,
      // npm tells commands where it was started, which is another project here.
      env: { PATH: process.env.PATH, HOME: project, TZ: 'UTC', ASTRO_TELEMETRY_DISABLED: '1' },
      encoding: 'utf8',
    });
    expect(stderr).toContain('2 runs');
    expect(status).toBe(0);
    files = textsOf(join(project, 'site'));
  });

  afterAll(() => {
    rmSync(project, { recursive: true, force: true });
  });

  it.each([...secrets, 'zq-', 'Ann Example', 'secret.example', '10.1.2.3'])(
    'has no %s in any file',
    (secret) => {
      const leaks = files.filter(([path, text]) =>
        `${path}\n${text}`.toLowerCase().includes(secret.toLowerCase()),
      );
      expect(leaks.map(([path]) => path)).toEqual([]);
    },
  );

  it('still has reports, with a mark in the place of each', () => {
    const [, page = ''] = files.find(([path]) => path === '/runs/run-2/index.html') ?? [];
    expect(page).toContain('GET /(redacted)');
    expect(page).toContain('Slow because of <strong>(redacted)</strong>');
    const [, json = ''] = files.find(([path]) => path === '/runs/run-2.json') ?? [];
    expect((JSON.parse(json) as { targets: object[] }).targets).toMatchObject([
      { id: 'fast', verdict: 'not met' },
    ]);
  });
});
