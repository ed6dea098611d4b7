import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calmRepository, type PlantedRepository, usual, type Plan } from '../../diff/planted-repository.ts';
import { perfolio } from '../perfolio.ts';

const slow: Plan = { ...usual, pay: { usualMs: 1_600 } };
const slower = (factor: number): Plan =>
  Object.fromEntries(Object.entries(usual).map(([name, one]) => [name, { ...one, factor }]));

describe('a new run whose manifest keeps it out of every comparison', () => {
  let repository: PlantedRepository;
  beforeEach(() => {
    repository = calmRepository('{}');
  });
  afterEach(() => repository.remove());

  async function reasons(): Promise<readonly string[]> {
    const argv = ['gate', '--against', 'git:main', '--json', '--data', 'data', '--content', 'content'];
    const { out, code } = await perfolio(repository.folder, argv);
    const found = (JSON.parse(out) as { reasons: string[] }).reasons;
    expect(code).toBe(found.length > 0 ? 1 : 0);
    return found;
  }

  it.each([
    ['a pair that is no run', { pair: 'none' }, 'its `pair` names none, which is no other new run'],
    ['a pair that the base has', { pair: 'r6' }, 'its `pair` names r6, which is no other new run'],
    ['a baseline that is no run', { baseline: 'none' }, 'its `baseline` names none, which is no earlier run'],
    ['itself as its baseline', { baseline: 'r7' }, 'its `baseline` names r7, which is no earlier run'],
    ['a date before all runs', { startedAt: '2001-01-01T00:00:00Z' }, 'is dated before every comparable run'],
    [
      'another name for its scenario',
      { files: [{ match: '**', scenario: 'store' }] },
      'its scenarios (store) are new, and those of r6 (shop) have no data',
    ],
    [
      'a parameter of its own',
      { scenarios: [{ id: 'shop', parameters: { cache: true } }] },
      'its workload is that of no run of the base (the latest is r6: shop: parameter cache is recorded only in this run: true)',
    ],
  ])('blocks if it has %s', async (_, manifest, reason) => {
    repository.addRun('r7', 7, slow, manifest);
    const found = await reasons();
    expect(found.join('\n')).toContain(reason);
    expect(found.join('\n')).toContain('[not-judged]');
  });

  it('is compared with the latest run all the same, and passes if the base accepts that', async () => {
    repository.addRun('r7', 7, slow, { baseline: 'r1' });
    const found = await reasons();
    expect(found).toHaveLength(3);
    for (const reason of found)
      expect(reason).toMatch(
        /^r7: .* of pay in shop regressed compared with r6: .* \(its `baseline` is r1\) \[confirmed-worse\]$/,
      );
    repository.git('checkout', '--quiet', 'main');
    const accepted = ['response.p50', 'response.p95', 'response.p99'].map((metric) => ({
      ...{ action: 'accept', run: 'r7', metric, reason: 'encryption' },
    }));
    repository.write('data/annotations.json', JSON.stringify(accepted));
    repository.commit('accept');
    repository.git('checkout', '--quiet', 'feature');
    expect(await reasons()).toEqual([]);
  });

  it('is accepted by an annotation of the base', async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.write(
      'data/annotations.json',
      '[{"action": "accept", "run": "r0", "reason": "an older result"}]',
    );
    repository.commit('accept');
    repository.git('checkout', '--quiet', '-B', 'feature');
    repository.addRun('r0', 7, slow, { startedAt: '2001-01-01T00:00:00Z' });
    expect(await reasons()).toEqual([]);
  });

  it('excuses no slowdown by calling itself a control', async () => {
    repository.addRun('r7', 7, slower(1.5), { scenarios: [{ id: 'shop', control: true }] });
    expect((await reasons()).join('\n')).toContain('every endpoint is slower than in r6');
  });

  it('excuses no slowdown by a control that only the new runs state, and names it', async () => {
    const control = { scenarios: [{ id: 'shop', control: true }] };
    repository.addRun('r7', 7, usual, control);
    repository.addRun('r8', 8, slow, control);
    expect((await reasons()).join('\n')).toMatch(/^r8: Median response time of pay in shop regressed/m);
    const { out } = await perfolio(repository.folder, ['gate', '--against', 'git:main', '--data', 'data']);
    for (const run of ['r7', 'r8'])
      expect(out).toContain(`${run} calls shop a control, which no run of the base`);
  });

  it('is measured by a control of the base', async () => {
    const control = { scenarios: [{ id: 'shop', control: true }] };
    repository.git('checkout', '--quiet', 'main');
    repository.addRun('r6', 6, usual, control);
    repository.git('checkout', '--quiet', '-B', 'feature');
    repository.addRun('r7', 7, slow, control);
    expect(await reasons()).toEqual([]);
  });

  it('blocks without a scenario of its baseline, though its endpoints are left in another', async () => {
    repository.git('checkout', '--quiet', 'main');
    const both = (name: string): unknown => ({
      scenarios: [{ id: 'shop' }, { id: name, files: ['night/*.csv'] }],
    });
    repository.addRun('r6', 6, usual, both('night') as object);
    repository.git('mv', 'data/r5/shop', 'data/r6/night');
    repository.commit('a second scenario');
    repository.git('checkout', '--quiet', '-B', 'feature');
    repository.addRun('r7', 7, usual);
    expect(await reasons()).toContain('r7: scenario night of r6 has no data [not-judged]');
  });

  it('passes if it is of another environment, or the first of the project', async () => {
    repository.addRun('r7', 7, slow, { system: { cpu: 'another' } });
    expect(await reasons()).toEqual([]);
  });

  it('is judged by its pairs, whose other runs have no entry of their own', async () => {
    const head = { commit: 'head' };
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const at = (minutes: number): string =>
        new Date(Date.UTC(2026, 10, 7, 9, n * 10 + minutes)).toISOString();
      const [first, second] = n % 2 === 0 ? [0, 5] : [5, 0];
      repository.addRun(`b${n}`, 20 + n, slower(2), { commit: 'base', pair: `h${n}`, startedAt: at(first) });
      repository.addRun(`h${n}`, 30 + n, slower(2), { ...head, startedAt: at(second) });
    }
    // Twice as slow as the history, as are the runs of the base beside it: it was the machine.
    expect((await reasons()).filter((reason) => reason.includes('worse'))).toEqual([]);
  });
});
