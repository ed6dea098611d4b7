import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitAll, gitIn } from './git-folder.ts';
import { perfolio } from './perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-first-test-'));
  gitIn(top, 'init', '--quiet', '--initial-branch=trunk');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

/** Rows of which some have no duration. */
function samples(path: string, bad: number): void {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${1_790_000_000_000 + i * 1_000},checkout,${i < bad ? 'x' : 20 + (i % 9)},true`,
  );
  write(path, ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
}

describe('a new project', { timeout: 60_000 }, () => {
  it('learns from check what to do first, and from gate that nothing can block', async () => {
    write('main.go', 'package main\n');
    commitAll(top);
    write('data/project.json', '{"name": "Shop", "mainBranch": "trunk"}');
    const empty = await perfolio(top, ['check']);
    expect(empty.out).toMatch(/^No problems found\.\nThere are no runs yet\. Add one: .*new RUN --from PATH/);
    samples('data/first/requests.csv', 0);
    commitAll(top);
    expect((await perfolio(top, ['check'])).out).toBe('No problems found.\n');
    const nothing =
      'Not blocked: first.\nNothing could block yet: project.json has no targets, and there is no earlier run to compare with.\n';
    expect(await perfolio(top, ['gate'])).toMatchObject({ out: nothing, code: 0 });
    expect(await perfolio(top, ['gate', '--against', 'git:HEAD~1'])).toMatchObject({ out: nothing, code: 0 });
  });
});

describe('rejected rows that manifests accept', { timeout: 60_000 }, () => {
  it('are one warning for the project', async () => {
    write('data/project.json', '{"name": "Shop"}');
    for (const [run, bad] of [
      ['a', 2],
      ['b', 3],
    ] as const) {
      samples(`data/${run}/requests.csv`, bad);
      write(`data/${run}/run.json`, '{"files": [{"match": "*.csv", "acceptRejected": true}]}');
    }
    const { out, code } = await perfolio(top, ['check', '--json']);
    const { problems } = JSON.parse(out) as {
      problems: { severity: string; file: string; message: string }[];
    };
    expect(problems.filter(({ message }) => message.includes('ejected'))).toMatchObject([
      {
        severity: 'warning',
        file: 'data',
        message: '5 rejected rows of 2 files, accepted in their manifests.',
      },
    ]);
    expect(code).toBe(0);
  });

  it('are errors in each file without that', async () => {
    samples('data/a/requests.csv', 2);
    const { out, code } = await perfolio(top, ['check', '--data', 'data']);
    expect(out).toContain('data/a/requests.csv:2: Row rejected');
    expect(code).toBe(1);
  });
});
