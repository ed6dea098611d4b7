import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calmRepository, type PlantedRepository, usual, type Plan } from '../../diff/planted-repository.ts';
import { perfolio } from '../perfolio.ts';

const slow: Plan = { ...usual, pay: { usualMs: 1_600 } };
const weak = JSON.stringify({ gate: { blockOn: [] } });

describe('a pull request that puts another project in the place of the judged one', () => {
  let repository: PlantedRepository;
  beforeEach(() => {
    repository = calmRepository('{}');
    repository.git('checkout', '--quiet', 'main');
    repository.write('perf/package.json', '{}');
    repository.git('mv', 'data', 'perf/data');
    repository.commit('base');
    repository.git('checkout', '--quiet', '-B', 'feature');
  });
  afterEach(() => repository.remove());

  const at = (path: string): string => join(repository.folder, path);
  /** Moves a run that was added to the top. */
  function addRun(plan: Plan, data: string): void {
    repository.addRun('r7', 7, plan);
    if (data === 'data') return;
    mkdirSync(at(data), { recursive: true });
    renameSync(at('data/r7'), at(`${data}/r7`));
    repository.commit('run');
  }
  async function gate(folder = 'perf', ...more: string[]): Promise<{ text: string; code: number }> {
    const argv = ['gate', '--against', 'git:main', ...more];
    const { out, err, code } = await perfolio(at(folder), argv);
    return { text: out + err, code };
  }

  it('is judged by the rules of the base if project.json moves to another folder', async () => {
    mkdirSync(at('data'));
    repository.git('mv', 'perf/data/project.json', 'data/project.json');
    repository.write('data/project.json', weak);
    addRun(slow, 'data');
    const { text, code } = await gate();
    expect(code).toBe(1);
    expect(text).toContain('The project is in ./ here and in perf/ in the base.');
    expect(text).toContain('folder of the project: perf/ → ./');
    expect(text).toContain('r6: removed, but present in the base.');
    expect(text).toContain('r7: Median response time of pay in shop regressed compared with r6');
  });

  it('blocks if a new project is found first, and passes without runs', async () => {
    repository.write('data/project.json', weak);
    repository.commit('another project');
    expect((await gate('.')).code).toBe(0);
    addRun(slow, 'data');
    const { text, code } = await gate('.');
    expect(code).toBe(1);
    expect(text).toContain('The base has its project in perf/, and that in ./ is new.');
  });

  it('passes if all of it moves and nothing changes, and blocks with a new run', async () => {
    repository.git('mv', 'perf', 'bench');
    repository.commit('move');
    const { text, code } = await gate('bench');
    expect(text).toContain('folder of the project: perf/ → bench/');
    expect(code).toBe(0);
    expect((await gate('.', '--data', 'bench/data')).code).toBe(0);
    addRun(slow, 'bench/data');
    const after = await gate('bench');
    expect(after.text).toContain('The project is in bench/ here and in perf/ in the base.');
    expect(after.text).toContain('r7: Median response time of pay in shop regressed compared with r6');
    expect(after.code).toBe(1);
  });

  it('passes if it adds a second project in a folder of its own', async () => {
    addRun(usual, 'other/perf/data');
    repository.write('other/perf/data/project.json', '{}');
    repository.commit('a second project');
    expect(await gate('other')).toMatchObject({ code: 0 });
  });

  it.each(['perf/data', 'perf'])('blocks if %s becomes a link to what was there', async (folder) => {
    addRun(slow, 'perf/data');
    repository.write('perf/data/project.json', weak);
    repository.git('mv', folder, `${folder}2`);
    symlinkSync(`${folder}2`.split('/').at(-1) ?? '', at(folder));
    repository.commit('link');
    const { text, code } = await gate();
    expect(code).toBe(1);
    expect(text).toContain('symbolic link');
  });
});
