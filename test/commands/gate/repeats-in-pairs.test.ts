import { afterEach, beforeEach, expect, it } from 'vitest';
import { calmRepository, type PlantedRepository, usual, type Plan } from '../../diff/planted-repository.ts';
import { perfolio } from '../perfolio.ts';

const project = { targets: [{ id: 'fast', metric: 'response.p95', endpoint: 'pay', below: 3_000 }] };
const missing: Plan = { ...usual, pay: { usualMs: 20_000 } };

let repository: PlantedRepository;
beforeEach(() => {
  repository = calmRepository(JSON.stringify(project));
});
afterEach(() => repository.remove());

/** Four pairs; the second and third head run miss the target, the last does not. */
function measurePairs(): void {
  for (const n of [0, 1, 2, 3]) {
    const at = (minutes: number): string =>
      new Date(Date.UTC(2026, 10, 7, 9, n * 10 + minutes)).toISOString();
    const [first, second] = n % 2 === 0 ? [0, 5] : [5, 0];
    repository.addRun(`b${n}`, 20 + n, usual, { commit: 'base', pair: `h${n}`, startedAt: at(first) });
    const plan = n === 1 || n === 2 ? missing : usual;
    repository.addRun(`h${n}`, 30 + n, plan, { commit: 'head', startedAt: at(second) });
  }
}

it('the gate and the comment name the same repeats of a build with pairs that miss a target', async () => {
  measurePairs();
  const folders = ['--data', 'data', '--content', 'content'];
  const run = (...argv: readonly string[]) => perfolio(repository.folder, [...argv, ...folders]);
  const gate = await run('gate', '--against', 'git:main', '--json');
  const { reasons } = JSON.parse(gate.out) as { reasons: string[] };
  const blocked = reasons.filter((reason) => reason.includes('[target-not-met]'));
  expect(blocked.map((reason) => reason.split(':')[0])).toEqual(['h1', 'h2']);
  const comment = (await run('diff', 'git:main', 'git:HEAD')).out;
  expect(comment).toMatch(/1 target not met/);
  expect(comment).toMatch(/\(target: below 3,000 ms\): not met in `h1`, `h2`/);
});
