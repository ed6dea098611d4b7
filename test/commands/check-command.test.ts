import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio as runIn, type Ran } from './perfolio.ts';

const broken = join(import.meta.dirname, '../fixtures/broken');

const perfolio = (cwd: string, ...argv: readonly string[]): Promise<Ran> => runIn(cwd, argv);

describe('check', () => {
  // Each folder contains one mistake; expected.txt has the output and the exit code.
  it.each(readdirSync(broken))('reports the mistake in %s with location and hint', async (mistake) => {
    const folder = join(broken, mistake);
    const { out, code } = await perfolio(folder, 'check', '--data', 'data', '--content', 'content');
    expect(`${out}exit ${code}\n`).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'));
  });

  it('prints one JSON document with --json', async () => {
    const folder = join(broken, 'unknown-metric');
    const { out, code } = await perfolio(folder, 'check', '--data', 'data', '--content', 'content', '--json');
    const document = JSON.parse(out) as { schemaVersion: number; problems: readonly object[] };
    expect(document.schemaVersion).toBe(1);
    expect(document.problems[0]).toEqual({
      severity: 'error',
      file: 'data/project.json',
      line: 4,
      column: 31,
      path: 'targets[0].metric',
      found: 'response.p9x',
      message: '`targets[0].metric` has an unknown value, got "response.p9x".',
      hint: 'Did you mean `response.p90`?',
    });
    expect(code).toBe(1);
  });

  describe('in a folder of a repository', () => {
    let top = '';
    beforeEach(() => {
      top = mkdtempSync(join(tmpdir(), 'perfolio-check-'));
      cpSync(join(broken, 'unknown-manifest-key'), join(top, 'perf'), { recursive: true });
      mkdirSync(join(top, '.git'));
    });
    afterEach(() => rmSync(top, { recursive: true, force: true }));
    const check = (format: string): Promise<Ran> =>
      perfolio(join(top, 'perf'), 'check', '--data', 'data', '--content', 'content', '--format', format);

    it('prints GitHub annotations with paths from its top, that no text of a file can break out of', async () => {
      const { out } = await check('github');
      expect(out.split('\n')[0]).toBe(
        '::error file=perf/data/run-1/run.json,line=4,col=23::Unknown key `scenarios[0].user`. Did you mean `users`?',
      );
    });

    it('prints a code quality report of GitLab, and the text beside it', async () => {
      const { out, err, code } = await check('gitlab');
      expect(code).toBe(1);
      expect(err).toContain('data/run-1/run.json:4:23: Unknown key');
      const issues = JSON.parse(out) as { fingerprint: string }[];
      expect(issues[0]).toEqual({
        description: 'Unknown key `scenarios[0].user`. Did you mean `users`?',
        check_name: 'perfolio check',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        severity: 'major',
        location: { path: 'perf/data/run-1/run.json', lines: { begin: 4 } },
      });
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    });
  });

  it('exits with 2 on wrong usage', async () => {
    expect((await perfolio(broken, 'check', '--fromat', 'json')).code).toBe(2);
    expect((await perfolio(broken, 'chekc')).code).toBe(2);
  });
});
