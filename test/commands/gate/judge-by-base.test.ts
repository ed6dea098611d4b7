import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calmRepository, type PlantedRepository, usual } from '../../diff/planted-repository.ts';
import { perfolio, type Ran } from '../perfolio.ts';

const rules = (below: number, rest: object = {}): string =>
  JSON.stringify(
    { targets: [{ id: 'p95', metric: 'response.p95', endpoint: 'pay', below }], ...rest },
    null,
    2,
  );
const slow = { ...usual, pay: { usualMs: 1_600 } };

describe('gate --against', () => {
  let repository: PlantedRepository;

  beforeEach(() => {
    repository = calmRepository(rules(500));
  });
  afterEach(() => repository.remove());

  const gate = async (): Promise<Ran & { readonly reasons: string[] }> => {
    const ran = await perfolio(repository.folder, [
      'gate',
      '--against',
      'git:main',
      '--json',
      '--data',
      'data',
      '--content',
      'content',
    ]);
    return { ...ran, reasons: (JSON.parse(ran.out) as { reasons: string[] }).reasons };
  };

  it('judges by the targets of the base, whatever the pull request makes of them', async () => {
    repository.write('data/project.json', rules(5_000, { gate: { blockOn: [] } }));
    repository.addRun('r7', 7, slow);
    const { code, reasons } = await gate();
    expect(code).toBe(1);
    expect(reasons.join('\n')).toContain('target p95 not met');
    const { out } = await perfolio(repository.folder, ['gate', '--against', 'git:main', '--data', 'data']);
    expect(out).toMatch(/^Rules changed\. They take effect after the merge:/);
    expect(out).toContain('targets[p95].below: 500 → 5000 (weaker)');
    expect(out).toContain('gate.blockOn[target-not-met]: true → none (weaker)');
  });

  it('lets rules of the head count where the base says so', async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.write('data/project.json', rules(500, { gate: { rulesFrom: 'head' } }));
    repository.commit('trust the head');
    repository.git('checkout', '--quiet', '-B', 'feature');
    repository.write('data/project.json', rules(5_000, { gate: { blockOn: ['target-not-met'] } }));
    repository.addRun('r7', 7, slow);
    expect((await gate()).reasons).toEqual([]);
  });

  it('ignores annotations that the pull request adds', async () => {
    repository.write('data/annotations.json', JSON.stringify([{ action: 'accept', run: 'r7', reason: 'x' }]));
    repository.addRun('r7', 7, slow);
    const { reasons } = await gate();
    expect(reasons.join('\n')).toContain('[confirmed-worse]');
  });

  it('passes a pull request that changes rules alone, and names them', async () => {
    repository.write('data/project.json', rules(5_000));
    repository.commit('loosen');
    const { out, code } = await perfolio(repository.folder, [
      'gate',
      '--against',
      'git:main',
      '--data',
      'data',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('targets[p95].below: 500 → 5000 (weaker)');
  });

  it('compares with the history that the base has, and blocks on its removal', async () => {
    for (const day of [1, 2, 3, 4, 5, 6]) repository.git('rm', '-r', '--quiet', `data/r${day}`);
    repository.addRun('r7', 7, slow);
    const { reasons } = await gate();
    expect(reasons.filter((reason) => reason.includes('[removed-run]'))).toHaveLength(6);
    expect(reasons.join('\n')).toContain('[confirmed-worse]');
  });

  it('blocks on a rewritten run, not on a new title', async () => {
    repository.addRun('r6', 6, usual, { title: 'Calm', notes: 'Nothing happened.' });
    expect((await gate()).reasons).toEqual([]);
    repository.addRun('r6', 6, slow);
    expect((await gate()).reasons.join('\n')).toContain('r6: its data differs from the base');
  });

  it('accepts a removal that the base accepts', async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.write(
      'data/annotations.json',
      JSON.stringify([{ action: 'accept', run: 'r1', reason: 'broken machine' }]),
    );
    repository.commit('accept');
    repository.git('checkout', '--quiet', '-B', 'feature');
    repository.git('rm', '-r', '--quiet', 'data/r1');
    repository.commit('remove');
    expect((await gate()).reasons).toEqual([]);
  });

  it('blocks on an endpoint that is gone, and names the new one that is nearest', async () => {
    const { pay, ...rest } = usual;
    expect(pay).toBeDefined();
    repository.addRun('r7', 7, { ...rest, pay2: { usualMs: 160 } });
    const { reasons } = await gate();
    expect(reasons.join('\n')).toContain('endpoint pay of r6 has no data, and pay2 is new');
    expect(reasons.join('\n')).toContain('[not-judged]');
  });
});

describe('several new runs that do not say that they are one build', () => {
  let repository: PlantedRepository;
  beforeEach(() => {
    repository = calmRepository('{}');
    const unstated = { commit: undefined };
    for (const [id, day] of [
      ['f1', 7],
      ['f2', 8],
      ['f3', 9],
    ] as const)
      repository.addRun(id, day, slow, unstated);
  });
  afterEach(() => repository.remove());

  it('are each compared with the base by the gate, not with each other', async () => {
    const { code, out } = await perfolio(repository.folder, [
      'gate',
      '--against',
      'git:main',
      '--data',
      'data',
    ]);
    expect(code).toBe(1);
    for (const run of ['f1', 'f2', 'f3'])
      expect(out).toMatch(
        new RegExp(
          `${run}: Median response time of pay in shop regressed compared with r6: .* \\[confirmed-worse\\]`,
        ),
      );
  });

  it('have sections of their own in the diff, which says why', async () => {
    const { out } = await perfolio(repository.folder, ['diff', 'git:main', 'git:HEAD', '--data', 'data']);
    expect(out).toContain(
      '`f1`, `f2`, `f3` state neither commit nor version, so each is compared as a build of its own.',
    );
  });
});
