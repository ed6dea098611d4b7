import { gateText } from '../../../src/commands/gate/gate-text.ts';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/main.ts';
import { diffSchema, type Diff } from '../../../src/model/documents/diff.ts';
import { PlantedRepository, plantedRepository, requestsCsv, usual } from '../../diff/planted-repository.ts';

interface Result {
  out: string;
  err: string;
  code: number;
}

async function perfolio(cwd: string, ...argv: string[]): Promise<Result> {
  const result: Result = { out: '', err: '', code: 0 };
  await run([...argv, '--data', 'data', '--content', 'content'], {
    cwd,
    out: (text) => (result.out += text),
    err: (text) => (result.err += text),
    isInteractive: false,
    exit: (code) => (result.code = code),
  });
  return result;
}

const parse = ({ out }: Result): Diff => diffSchema.parse(JSON.parse(out));

const changed = (diff: Diff): string[] =>
  diff.runs.flatMap(({ metrics }) =>
    metrics
      .filter(({ verdict }) => verdict === 'worse' || verdict === 'better')
      .map(({ metric, endpoint, verdict }) => `${endpoint ?? 'all'} ${metric} ${verdict}`),
  );

describe('diff of git refs', () => {
  let repository: PlantedRepository;

  beforeAll(() => (repository = plantedRepository()));
  afterAll(() => repository.remove());

  it('names exactly the planted changes', async () => {
    const diff = parse(await perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD', '--json'));
    expect(diff.runs.map(({ base, head }) => [base, head])).toEqual([['2026-11-10', '2026-11-11-feature']]);
    expect(changed(diff).sort()).toEqual([
      'pay response.p50 worse',
      'pay response.p95 worse',
      'pay response.p99 worse',
      'search errors.rate worse',
    ]);
    expect(diff.verdict).toBe('worse');
    expect(diff.runs[0]!.configuration).toEqual([{ key: 'system.runtime', from: '24', to: '25' }]);
  });

  it('gives the two runs’ own figures, their ratio and an interval that contains it', async () => {
    const diff = parse(await perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD', '--json'));
    for (const { base, head, relative, interval } of diff.runs[0]!.metrics) {
      if (base === null || head === null || base === 0) continue;
      expect(relative).toBeCloseTo(head / base - 1, 10);
      if (interval === null) continue;
      expect(interval[0]).toBeLessThanOrEqual(relative! + 1e-12);
      expect(interval[1]).toBeGreaterThanOrEqual(relative! - 1e-12);
    }
  });

  it('prints the point in the first five lines of its Markdown', async () => {
    const { out, code } = await perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD');
    const top = out.split('\n').slice(0, 5).join('\n');
    expect(top).toContain('4 regressions');
    expect(top).toContain('`search`');
    expect(top).toContain('before merging');
    expect(code).toBe(0);
  });

  it('advises nothing about merging once the main branch has the commit', async () => {
    const merged = new PlantedRepository(repository);
    try {
      merged.git('branch', '--force', 'main', 'feature');
      const { out } = await perfolio(merged.folder, 'diff', 'git:main~1', 'git:feature');
      expect(out).toContain('4 regressions');
      expect(out).not.toMatch(/before merging|into the main branch/);
    } finally {
      merged.remove();
    }
  });

  it('leaves the working tree and the index as they are', async () => {
    await perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('has nothing to say of a ref against itself', async () => {
    const diff = parse(await perfolio(repository.folder, 'diff', 'git:main', 'git:main', '--json'));
    expect(diff).toEqual({
      schemaVersion: 1,
      verdict: 'no-change-shown',
      rules: [],
      removedRuns: [],
      changedRuns: [],
      runs: [],
    });
  });

  it('compares two named runs', async () => {
    const diff = parse(
      await perfolio(repository.folder, 'diff', '2026-11-10', '2026-11-11-feature', '--json'),
    );
    expect(changed(diff)).toContain('pay response.p50 worse');
    expect(diff.runs[0]!.base).toBe('2026-11-10');
  });

  it('shows no change anywhere for the same data under another id', async () => {
    const data = join(repository.folder, 'data');
    cpSync(join(data, '2026-11-11-feature'), join(data, '2026-11-11-again'), { recursive: true });
    const again = ['2026-11-11-feature', '2026-11-11-again', '--json'];
    const diff = parse(await perfolio(repository.folder, 'diff', ...again));
    repository.git('clean', '--force', '-d', '--quiet');
    expect(diff.verdict).toBe('no-change-shown');
    expect(new Set(diff.runs[0]!.metrics.map(({ verdict }) => verdict))).toEqual(
      new Set(['no-change-shown']),
    );
  });

  it('says which ref or run it does not know, exits with 1 and prints the JSON all the same', async () => {
    const ref = await perfolio(repository.folder, 'diff', 'git:nowhere', 'git:HEAD', '--json');
    expect(ref.err).toContain('Unknown git ref "nowhere"');
    expect([ref.code, parse(ref).verdict]).toEqual([1, 'cannot-tell']);
    const named = await perfolio(repository.folder, 'diff', 'no-such-run', '2026-11-10', '--json');
    expect(named.err).toContain('Unknown run "no-such-run"');
    expect([named.code, parse(named).verdict]).toEqual([1, 'cannot-tell']);
  });

  it('names every run that it does not know, and prints and writes no text', async () => {
    const argv = ['diff', '2026-11-1', '2026-11-11-featur', '--out', '.git/none.md'];
    const { out, err, code } = await perfolio(repository.folder, ...argv);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toBe(
      'Unknown run "2026-11-1". Did you mean `2026-11-01`? A git ref is written git:REF.\n' +
        'Unknown run "2026-11-11-featur". Did you mean `2026-11-11-feature`? A git ref is written git:REF.\n',
    );
    expect(existsSync(join(repository.folder, '.git/none.md'))).toBe(false);
    const printed = await perfolio(repository.folder, 'diff', 'git:nowhere', 'git:HEAD');
    expect([printed.out, printed.code]).toEqual(['', 1]);
  });

  it('lets the gate suggest the nearest run', async () => {
    const { out, code } = await perfolio(repository.folder, 'gate', '2026-11-11-featur');
    expect(out).toBe(
      'Blocked: not everything could be checked.\n  Unknown run "2026-11-11-featur". Did you mean `2026-11-11-feature`?\n',
    );
    expect(code).toBe(1);
  });

  it('begins with files that could not be read, since their values are missing in the text', async () => {
    const broken = new PlantedRepository(repository);
    try {
      broken.write(
        'data/2026-11-11-feature/shop/requests.csv',
        `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 123\n`,
      );
      broken.commit('point to Git LFS');
      const { out, code } = await perfolio(broken.folder, 'diff', 'git:main', 'git:HEAD');
      const [heading, , note] = out.split('\n');
      expect(heading).toMatch(/^## .*Performance/);
      expect(note).toContain('**Not read:** data/2026-11-11-feature/shop/requests.csv:');
      expect(note).toContain('Git LFS');
      expect(code).toBe(1);
    } finally {
      broken.remove();
    }
  });

  it('takes no ref for an option of git', async () => {
    const { err, code } = await perfolio(repository.folder, 'diff', 'git:--output=x', 'git:HEAD', '--json');
    expect(err).toContain('Unknown git ref');
    expect(code).toBe(1);
  });

  it('writes Markdown to --out and JSON to stdout', async () => {
    const argv = ['diff', 'git:main', 'git:HEAD', '--json', '--out', '.git/diff.md'];
    const result = await perfolio(repository.folder, ...argv);
    expect(parse(result).verdict).toBe('worse');
    expect(readFileSync(join(repository.folder, '.git/diff.md'), 'utf8')).toMatch(/^## ▲ Performance: /);
    expect(result.err).toBe('Wrote .git/diff.md\n');
  });

  it('says why a file cannot be written', async () => {
    const to = (path: string) => perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD', '--out', path);
    const missing = await to('none/diff.md');
    expect([missing.out, missing.code]).toEqual(['', 1]);
    expect(missing.err).toBe('Could not write none/diff.md. The folder does not exist. Create it first.\n');
    expect((await to('data')).err).toBe('Could not write data. This is a folder; name a file.\n');
  });

  it('reads what is committed at a ref, while the gate reads what lies in the working tree', async () => {
    const data = join(repository.folder, 'data');
    cpSync(join(data, '2026-11-11-feature'), join(data, '2026-11-12-new'), { recursive: true });
    try {
      const diff = parse(await perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD', '--json'));
      expect(diff.runs.map(({ head }) => head)).toEqual(['2026-11-11-feature']);
      const gate = await perfolio(repository.folder, 'gate', '2026-11-12-new');
      expect([gate.out.split('\n')[0], gate.code]).toEqual(['Blocked.', 1]);
    } finally {
      repository.git('clean', '--force', '-d', '--quiet');
    }
  });

  it('blocks the branch at the gate and lets main pass', async () => {
    const blocked = await perfolio(repository.folder, 'gate', '--json');
    const gate = JSON.parse(blocked.out) as { blocked: boolean; reasons: string[] };
    expect([gate.blocked, blocked.code]).toEqual([true, 1]);
    expect(gate.reasons.join('\n')).toContain('Median response time of pay in shop regressed');
    const calm = await perfolio(repository.folder, 'gate', '2026-11-10', '--json');
    expect([JSON.parse(calm.out), calm.code]).toEqual([{ schemaVersion: 1, blocked: false, reasons: [] }, 0]);
  });

  it('checks every run that a ref does not have', async () => {
    const blocked = await perfolio(repository.folder, 'gate', '--against', 'git:main', '--json');
    expect((JSON.parse(blocked.out) as { blocked: boolean }).blocked).toBe(true);
    const nothingNew = await perfolio(repository.folder, 'gate', '--against', 'git:HEAD');
    expect([nothingNew.out, nothingNew.code]).toEqual(['Not blocked: no run to check.\n', 0]);
  });

  it('names the runs that were not checked because they are not committed', async () => {
    const data = join(repository.folder, 'data');
    cpSync(join(data, '2026-11-11-feature'), join(data, '2026-11-12-new'), { recursive: true });
    repository.write('data/2026-11-13.csv', requestsCsv(usual, 13, '2026-11-13T09:00:00.000Z'));
    try {
      const { out, code } = await perfolio(repository.folder, 'gate', '--against', 'git:HEAD');
      expect(out).toBe(
        'Not blocked: no run to check.\n' +
          '2 runs in data/ are not committed and were not checked: 2026-11-12-new, 2026-11-13.\n',
      );
      expect(code).toBe(0);
      const json = await perfolio(repository.folder, 'gate', '--against', 'git:HEAD', '--json');
      expect(JSON.parse(json.out)).toEqual({ schemaVersion: 1, blocked: false, reasons: [] });
    } finally {
      repository.git('clean', '--force', '-d', '--quiet');
    }
  });

  it('gives the gate’s reasons as annotations of the manifest', async () => {
    const { out } = await perfolio(repository.folder, 'gate', '--format', 'github');
    expect(out).toMatch(/^::error file=data\/2026-11-11-feature\/run\.json,line=1::/);
  });
});

describe('a target that is not measured or inconclusive', () => {
  let repository: PlantedRepository;
  beforeAll(() => {
    repository = new PlantedRepository();
    const targets = [
      { id: 'quick', metric: 'response.p95', endpoint: 'serach', below: 300 },
      { id: 'lean', metric: 'memory.peak', below: 300 },
      // 10 of 1,000 requests fail, which does not differ from 1%.
      { id: 'sound', metric: 'errors.rate', endpoint: 'pay', below: 0.01001 },
      { id: 'calm', metric: 'response.p50', endpoint: 'browse', below: 300 },
    ];
    repository.write('data/project.json', JSON.stringify({ targets }));
    repository.addRun('cold', 1, { ...usual, pay: { usualMs: 160, failing: 10 } });
  });
  afterAll(() => repository.remove());

  it('is listed apart from what blocks', () => {
    const undecided = [{ run: 'cold', id: 'sound', verdict: 'inconclusive' as const, settle: null }];
    const result = {
      problems: [],
      notChecked: [],
      findings: [],
      undecided,
      runs: ['cold'],
      uncommitted: [],
      notCompared: [],
      isUnjudged: false,
      rules: [],
    };
    const gate = { schemaVersion: 1 as const, blocked: true, reasons: ['cold: target quick is not met'] };
    expect(gateText(result, gate)).toBe(
      [
        'Blocked.',
        '  cold: target quick is not met',
        'Inconclusive (does not block):',
        '  cold: target sound is inconclusive',
        '',
      ].join('\n'),
    );
  });

  it('is counted and named, and does not block', async () => {
    const { out, code } = await perfolio(repository.folder, 'gate');
    const [first, ...rest] = out.trim().split('\n');
    expect(first).toBe('Not blocked; 2 targets were not measured, 1 target is inconclusive: cold.');
    expect(rest[0]).toBe(
      '  cold: target quick was not measured: No file of this run contains 95th percentile response time of serach.',
    );
    expect(rest.map((line) => /target \S+ \w+ [a-z ]+/.exec(line)![0])).toEqual([
      'target quick was not measured',
      'target lean was not measured',
      'target sound is inconclusive',
    ]);
    expect(code).toBe(0);
    const json = await perfolio(repository.folder, 'gate', '--json');
    expect(JSON.parse(json.out)).toEqual({ schemaVersion: 1, blocked: false, reasons: [] });
  });

  it('is a warning on GitHub where it was not measured', async () => {
    const { out } = await perfolio(repository.folder, 'gate', '--format', 'github');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 62)),
    ).toEqual([
      '::warning file=data/project.json::cold: target quick was not m',
      '::warning file=data/project.json::cold: target lean was not me',
    ]);
  });

  it('is not told where no target is asked for', async () => {
    const targets = [{ id: 'quick', metric: 'response.p95', endpoint: 'serach', below: 300 }];
    const gate = { blockOn: ['confirmed-worse'] };
    repository.write('data/project.json', JSON.stringify({ targets, gate }));
    expect((await perfolio(repository.folder, 'gate')).out).toBe('Not blocked: cold.\n');
  });
});

describe('where the gate annotates', () => {
  const words = [
    '---',
    'title: Cold evening',
    'meetsRequirements: true',
    '---',
    '',
    'Search stays quick: <Claim metric="response.p95" endpoint="search" below={500} />',
    '',
    'and paying, too: <Claim metric="response.p95" endpoint="pay" below={400} />',
    '',
  ].join('\n');

  /** One run whose `pay` takes far longer than its target allows, with the given words about it. */
  async function annotationsOf(target: object, said: string | null, hasManifest = true): Promise<string> {
    const repository = new PlantedRepository();
    repository.write('data/project.json', JSON.stringify({ targets: [{ id: 'quick', ...target }] }));
    if (said !== null) repository.write('content/runs/cold.mdx', said);
    repository.addRun('cold', 1, { ...usual, pay: { usualMs: 900 } });
    if (!hasManifest) repository.git('rm', '--quiet', 'data/cold/run.json');
    const { out } = await perfolio(repository.folder, 'gate', '--format', 'github');
    repository.remove();
    return out;
  }
  const pay = { metric: 'response.p95', endpoint: 'pay', below: 400 };

  it('is the claim about the metric, not one of another endpoint', async () => {
    const out = await annotationsOf(pay, words);
    expect(out).toMatch(/^::error file=content\/runs\/cold\.mdx,line=8,col=18::cold: target quick not met/);
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('is meetsRequirements where no claim speaks of the figure', async () => {
    const target = { metric: 'response.p50', endpoint: 'pay', below: 400 };
    const out = await annotationsOf(target, words);
    expect(out).toMatch(/^::error file=content\/runs\/cold\.mdx,line=3::/);
  });

  it('is the manifest where the words do not speak of it', async () => {
    const silent = '---\ntitle: Cold evening\n---\n\nIt was cold.\n';
    const out = await annotationsOf(pay, silent);
    expect(out).toMatch(/^::error file=data\/cold\/run\.json,line=1::/);
  });

  it('is the folder of a run without a manifest', async () => {
    const out = await annotationsOf(pay, null, false);
    expect(out).toMatch(/^::error file=data\/cold::/);
  });
});

describe('diff of a changed run', () => {
  it('names a run whose data changed and compares it with its baseline', async () => {
    const repository = new PlantedRepository();
    for (let day = 1; day <= 6; day++) repository.addRun(`run-${day}`, day, usual);
    repository.git('checkout', '--quiet', '-b', 'redo');
    repository.addRun('run-6', 6, { ...usual, refund: { usualMs: 60, factor: 1.5 } });
    const diff = parse(await perfolio(repository.folder, 'diff', 'git:main', 'git:HEAD', '--json'));
    repository.remove();
    expect(diff.runs.map(({ base, head }) => [base, head])).toEqual([['run-5', 'run-6']]);
    expect(diff.runs[0]!.reasons).toContain('the data of this run changed');
    expect(changed(diff)).toContain('refund response.p50 worse');
  });
});
