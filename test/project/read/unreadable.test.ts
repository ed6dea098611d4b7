import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../../commands/perfolio.ts';

const stand = mkdtempSync(join(tmpdir(), 'perfolio-unreadable-'));
const project = join(stand, 'project');
const secret = join(stand, 'secret.txt');

const csv =
  'timestamp,endpoint,duration_ms,ok\n2026-01-01T00:00:00Z,/a,10,true\n2026-01-01T00:00:01Z,/a,12,true\n';
const files: Record<string, string> = {
  'data/project.json': '{"name": "Shop", "targets": [{"id": "p95", "metric": "response.p95", "below": 500}]}',
  'data/annotations.json': '[]',
  'data/r1/run.json': '{"startedAt": "2026-01-01T00:00:00Z"}',
  'data/r1/api/requests.csv': csv,
  'data/history/lib/data.json': '[]',
  'content/template.mdx': '<Report />\n',
  'content/runs/r1.mdx': '---\ntitle: First\n---\n\n<Report />\n',
  'content/pages/about.mdx': '---\ntitle: About\n---\n\nText\n',
};

beforeEach(() => {
  rmSync(project, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(project, file, '..'), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  writeFileSync(secret, 'the password of the machine');
});
afterAll(() => rmSync(stand, { recursive: true, force: true }));

interface Checked {
  readonly code: number;
  readonly text: string;
  readonly errors: readonly string[];
}

async function check(): Promise<Checked> {
  const { out, err, code } = await perfolio(project, [
    'check',
    '--json',
    '--data',
    'data',
    '--content',
    'content',
  ]);
  const { problems } = JSON.parse(out) as {
    problems: { severity: string; file: string; hint: string | null }[];
  };
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const { hint } of errors) expect(hint).not.toBeNull();
  return { code, text: out + err, errors: errors.map(({ file }) => file) };
}

/** Every file and folder of the project, but for its two top folders, and the history whose file holds nothing. */
const paths = Object.keys(files)
  .flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/')))
  .filter((path, i, all) => path.includes('/') && all.indexOf(path) === i);

describe('a file or folder that cannot be read', () => {
  it.each(paths)('%s: a symbolic link is refused by name and never followed', async (path) => {
    const isFolder = statSync(join(project, path)).isDirectory();
    const target = isFolder ? join(stand, 'elsewhere') : secret;
    if (isFolder) cpSync(join(project, path), target, { recursive: true });
    rmSync(join(project, path), { recursive: true });
    symlinkSync(target, join(project, path));
    const { code, errors, text } = await check();
    expect(code).toBe(1);
    expect(errors).toContain(path);
    expect(text).not.toContain('password');
    rmSync(join(stand, 'elsewhere'), { recursive: true, force: true });
  });

  it.each(paths.filter((path) => /\.(json|mdx)$/.test(path) && !path.includes('history')))(
    '%s: a folder of that name is an error',
    async (path) => {
      rmSync(join(project, path));
      mkdirSync(join(project, path));
      const { code, errors } = await check();
      expect(code).toBe(1);
      expect(errors).toContain(path);
    },
  );

  it('gate fails when project.json is a folder', async () => {
    rmSync(join(project, 'data/project.json'));
    mkdirSync(join(project, 'data/project.json'));
    const { code } = await perfolio(project, ['gate', '--data', 'data', '--content', 'content']);
    expect(code).toBe(1);
  });

  it('gate fails when the folder of a run is a link, which would leave the run out', async () => {
    cpSync(join(project, 'data/r1'), join(stand, 'elsewhere'), { recursive: true });
    symlinkSync(join(stand, 'elsewhere'), join(project, 'data/r2'));
    const { code, out } = await perfolio(project, ['gate', '--data', 'data', '--content', 'content']);
    expect(code).toBe(1);
    expect(out).toContain('data/r2: This is a symbolic link, which is not followed.');
    rmSync(join(stand, 'elsewhere'), { recursive: true });
  });

  it('follows no loop of folders', async () => {
    symlinkSync('..', join(project, 'data/r1/loop'));
    const { code, errors } = await check();
    expect(code).toBe(1);
    expect(errors).toContain('data/r1/loop');
  });

  it('stands on a project without such a thing', () => {
    expect(readdirSync(join(project, 'data')).sort()).toContain('r1');
  });
});

describe('an attachment', () => {
  it.each(['../../secret.txt', '/etc/hostname', 'a\\b.png', 'missing.png'])(
    '%s is an error of check',
    async (file) => {
      writeFileSync(
        join(project, 'content/runs/r1.mdx'),
        `---\nattachments:\n  - file: '${file}'\n---\n\n<Report />\n`,
      );
      const { code, errors } = await check();
      expect(code).toBe(1);
      expect(errors).toContain('content/runs/r1.mdx');
    },
  );
});
