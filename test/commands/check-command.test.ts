import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';

const broken = join(import.meta.dirname, '../fixtures/broken');

/** Runs a command line as from a folder; gives what was printed and the exit code. */
async function perfolio(cwd: string, ...argv: readonly string[]): Promise<{ out: string; code: number }> {
  let out = '';
  let code = 0;
  await run(argv, {
    cwd,
    out: (text) => (out += text),
    err: () => undefined,
    isInteractive: false,
    exit: (wanted) => (code = wanted),
  });
  return { out, code };
}

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

  it('prints GitHub annotations that no text of a file can break out of', async () => {
    const folder = join(broken, 'unknown-manifest-key');
    const { out } = await perfolio(
      folder,
      'check',
      '--data',
      'data',
      '--content',
      'content',
      '--format',
      'github',
    );
    expect(out.split('\n')[0]).toBe(
      '::error file=data/run-1/run.json,line=4,col=23::Unknown key `scenarios[0].user`. Did you mean `users`?',
    );
  });

  it('exits with 2 on wrong usage', async () => {
    expect((await perfolio(broken, 'check', '--fromat', 'json')).code).toBe(2);
    expect((await perfolio(broken, 'chekc')).code).toBe(2);
  });
});
