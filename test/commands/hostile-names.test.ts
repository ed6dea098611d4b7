import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from './perfolio.ts';

/** Names that other programs would take for a path, an option, a pattern, markup or an order. */
const hostileNames: Readonly<Record<string, string>> = {
  'a path upwards': '../../escaped',
  'an option': '--help',
  'a short option': '-rf',
  'a line break': 'a\nb',
  'an escape sequence': '\u001b[31mred\u0007',
  'a mark of direction': 'a\u202eb',
  '255 bytes': 'n'.repeat(255),
  'a URL': 'https://x.example/?a=1#b%41',
  'a device of Windows': 'CON',
  'a dot at the end': 'name.',
  markup: '<script>alert(1)</script>',
  'a mention': '@team #1 GH-1',
  quotes: `"a" 'b' \`c\` {d} \${e}`,
  'a glob': '!(a|b)*[!c]?{d,e}\\',
  'a key of objects': '__proto__',
  'a word of YAML': 'yes: [no',
};
const cases = Object.entries(hostileNames);

let top = '';
let folder = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-names-'));
  folder = join(top, 'deep/project');
  write('data/project.json', '{"name": "Shop"}');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A run whose samples have one endpoint. */
function writeRun(id: string, endpoint: string): void {
  const rows = Array.from(
    { length: 20 },
    (_, i) => `2026-11-20T10:00:${10 + i}Z,${quoted(endpoint)},${100 + i},true`,
  );
  write(`data/${id}/a.csv`, ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
}

/** Everything below the folder around the project, so that a file outside is seen. */
const everything = (): readonly string[] =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.includes('.perfolio'))
    .sort();

/** Characters that a terminal obeys. */
const obeyed = /[\0-\b\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

async function endpointsOf(): Promise<readonly string[]> {
  const { out } = await perfolio(folder, ['noise', '--json']);
  const found = [...out.matchAll(/"endpoint": ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']) => JSON.parse(text) as string,
  );
  return [...new Set(found)].sort();
}

describe('rename --endpoint', () => {
  it.each(cases)('gives an endpoint a name that is %s, everywhere', async (_, name) => {
    writeRun('r1', 'GET /cart');
    write(
      'content/runs/r1.mdx',
      '---\nrecommendations:\n  - id: a\n    priority: low\n    text: b\n    expectedImpact: { metric: response.p95, endpoint: GET /cart, change: -0.1 }\n---\n\n<Value metric="response.p95" endpoint="GET /cart" />\n\n<Report />\n',
    );
    const ran = await perfolio(folder, ['rename', '--endpoint', '--', 'GET /cart', name]);
    const checked = await perfolio(folder, ['check']);
    if (ran.code !== 0) expect(ran.err).toMatch(/\n {2}\S/);
    expect({ ran: ran.code, checked: checked.code, text: checked.out }).toMatchObject({ checked: 0 });
    expect(await endpointsOf()).toEqual(ran.code === 0 ? [name] : ['GET /cart']);
    expect(ran.out + checked.out).not.toMatch(obeyed);
  });

  it.each(cases)('gives another name to an endpoint that is %s', async (_, name) => {
    writeRun('r1', name);
    const before = await endpointsOf();
    expect(before).toHaveLength(1);
    const ran = await perfolio(folder, ['rename', '--endpoint', '--', before[0] ?? '', 'Plain']);
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    expect(await endpointsOf()).toEqual(['Plain']);
    expect((await perfolio(folder, ['check'])).code).toBe(0);
    expect(ran.out).not.toMatch(obeyed);
  });
});

describe('commands that take the id of a run', () => {
  it.each(cases)('refuse one that is %s, and change nothing', async (_, name) => {
    writeRun('r1', 'GET /cart');
    const before = everything();
    const outcomes: Record<string, unknown> = {};
    for (const argv of [
      ['rename', '--', name, 'r2'],
      ['remove', '--', name],
      ['export', '--', name],
      ['export', '--', `${name}...r1`],
    ]) {
      const { code, out, err } = await perfolio(folder, argv);
      if (code === 0 || obeyed.test(out + err) || err.includes('    at '))
        outcomes[argv.join(' ')] = { code, out, err };
    }
    expect(outcomes).toEqual({});
    expect(everything()).toEqual(before);
  });

  it.each(cases)('never rename a run to, or record it as, what is %s', async (_, name) => {
    writeRun('r1', 'GET /cart');
    write('job/result.csv', 'timestamp,endpoint,duration_ms,ok\n2026-11-20T10:00:00Z,a,1,true\n');
    const before = everything();
    for (const argv of [
      ['rename', '--', 'r1', name],
      ['new', '--from=job/result.csv', '--', name],
      ['record', 'job/result.csv', `--id=${name}`],
      ['record', 'job/result.csv', `--scenario=${name}`],
    ]) {
      const { out, err, code } = await perfolio(folder, argv);
      expect([argv[0], code]).toEqual([argv[0], 2]);
      expect(out + err).not.toMatch(obeyed);
      expect(err).not.toContain('    at ');
    }
    expect(everything()).toEqual(before);
  });
});

describe('import', () => {
  const inFolders = cases.filter(([, name]) => !name.includes('/') && name !== '.');

  it.each(inFolders)('makes a valid run of a folder that is %s, and of a version', async (_, name) => {
    const old = join(top, 'old', name.slice(0, 200));
    mkdirSync(old, { recursive: true });
    writeFileSync(
      join(old, 'a.csv'),
      'timestamp,endpoint,duration_ms,ok\n2026-11-20T10:00:00Z,a,1,true\n2026-11-20T10:00:01Z,a,1,true\n',
    );
    for (const pattern of ['{id}/**', '{version}/**']) {
      const { out, err } = await perfolio(folder, [
        'import',
        join(top, 'old'),
        '--pattern',
        pattern,
        '--write',
      ]);
      expect(out + err).not.toMatch(obeyed);
      expect(err).not.toContain('    at ');
    }
    const ids = readdirSync(join(folder, 'data')).filter((one) => one !== 'project.json');
    expect(ids.every((one) => /^[A-Za-z0-9](?:[\w.-]*[\w-])?$/.test(one) && one !== 'CON')).toBe(true);
    const checked = await perfolio(folder, ['check']);
    expect({ code: checked.code, out: checked.out }).toMatchObject({ code: 0 });
    expect(everything().filter((path) => !/^(?:deep|old)/.test(path))).toEqual([]);
  });
});

describe('record --push', () => {
  const branches = cases.filter(([kind]) => /path|option|line|glob|mention/.test(kind));

  it.each([...branches, ['a refspec', 'a:b'], ['force', '+main'], ['a lock', 'main.lock']])(
    'takes no branch that is %s for anything else',
    async (_, name) => {
      const git = (...argv: readonly string[]): string =>
        execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...argv], {
          cwd: folder,
          encoding: 'utf8',
        });
      execFileSync('git', ['init', '-q', '--bare', join(top, 'origin.git')]);
      git('init', '-q', '-b', 'main');
      git('remote', 'add', 'origin', join(top, 'origin.git'));
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      git('push', '-q', 'origin', 'main');
      write('job/result.csv', 'timestamp,endpoint,duration_ms,ok\n2026-11-20T10:00:00Z,a,1,true\n');
      const before = git('rev-parse', 'origin/main');
      const { code, out, err } = await perfolio(folder, [
        'record',
        'job/result.csv',
        '--id',
        'r1',
        `--push=branch:${name}`,
      ]);
      expect(out + err).not.toMatch(obeyed);
      expect(err).not.toContain('    at ');
      expect(
        execFileSync('git', ['rev-parse', 'main'], { cwd: join(top, 'origin.git'), encoding: 'utf8' }),
      ).toBe(before);
      const made = execFileSync('git', ['for-each-ref', '--format=%(refname:short)'], {
        cwd: join(top, 'origin.git'),
        encoding: 'utf8',
      });
      expect(made.trim().split('\n').sort()).toEqual(code === 0 ? [name, 'main'].sort() : ['main']);
      expect(existsSync(join(top, 'escaped'))).toBe(false);
      expect(readFileSync(join(folder, 'data/project.json'), 'utf8')).toBe('{"name": "Shop"}');
    },
  );
});
