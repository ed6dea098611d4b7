import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dice } from '../history/make-run.ts';

/** What a run's endpoints take, as a factor of their usual time, and how many of 1,000 requests fail. */
export type Plan = Record<string, { factor?: number; failing?: number; usualMs: number }>;

export const usual: Plan = {
  browse: { usualMs: 40 },
  search: { usualMs: 90 },
  pay: { usualMs: 160 },
  refund: { usualMs: 60 },
};

/** A requests.csv: 1,000 requests of each endpoint over 100 seconds, with 2% of noise from run to run. */
export function requestsCsv(plan: Plan, seed: number, startedAt: string): string {
  const next = dice(seed);
  const origin = Date.parse(startedAt);
  const rows = Object.entries(plan).flatMap(([endpoint, { factor = 1, failing = 0, usualMs }]) => {
    const level = usualMs * factor * (1 + 0.03 * (next() - 0.5));
    return Array.from({ length: 1_000 }, (_, i) => {
      const duration = level * Math.exp(0.5 * (next() + next() + next() - 1.5));
      const ok = (i * 7_919) % 1_000 >= failing;
      return [
        new Date(origin + i * 100).toISOString(),
        endpoint,
        duration.toFixed(1),
        String(ok),
        ok ? '' : '503',
      ];
    });
  });
  return `${[['timestamp', 'endpoint', 'duration_ms', 'ok', 'error'], ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** A folder that is a git repository until `remove`. */
export class PlantedRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'perfolio-test-'));

  /** Empty, or a copy of another one: that takes no process of git. */
  constructor(template?: PlantedRepository) {
    if (template === undefined) this.git('init', '--quiet', '--initial-branch=main');
    else cpSync(template.folder, this.folder, { recursive: true });
  }

  git(...args: string[]): string {
    const settings = [
      'user.name=Test',
      'user.email=test@example.org',
      'commit.gpgsign=false',
      'maintenance.auto=false',
    ];
    const who = settings.flatMap((setting) => ['-c', setting]);
    return execFileSync('git', ['-C', this.folder, ...who, ...args], { encoding: 'utf8' });
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.folder, path, '..'), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Writes and commits a run of one day of November 2026. */
  addRun(id: string, day: number, plan: Plan, manifest: object = {}): void {
    const startedAt = new Date(Date.UTC(2026, 10, day, 9)).toISOString();
    this.write(`data/${id}/shop/requests.csv`, requestsCsv(plan, day, startedAt));
    this.write(`data/${id}/run.json`, JSON.stringify({ startedAt, commit: `c${day}`, ...manifest }, null, 2));
    this.commit(`run ${id}`);
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const calm = new Map<string, PlantedRepository>();

/** Six calm runs on main, and a branch `feature` at them; made once for each project.json, and copied. */
export function calmRepository(project: string): PlantedRepository {
  const known = calm.get(project);
  if (known !== undefined) return new PlantedRepository(known);
  const made = new PlantedRepository();
  made.write('data/project.json', project);
  for (const day of [1, 2, 3, 4, 5, 6]) made.addRun(`r${day}`, day, usual);
  made.git('checkout', '--quiet', '-b', 'feature');
  calm.set(project, made);
  process.once('exit', () => made.remove());
  return new PlantedRepository(made);
}

/** Ten calm runs on main; a branch with one more, in which `pay` takes 30% longer and 4% of `search` fails. */
export function plantedRepository(): PlantedRepository {
  const repository = new PlantedRepository();
  const system = { system: { cpu: 'test', runtime: '24' } };
  repository.write(
    'data/project.json',
    JSON.stringify({
      name: 'Shop',
      targets: [{ id: 'p95-below-300', metric: 'response.p95', below: 300 }],
    }),
  );
  for (let day = 1; day <= 10; day++)
    repository.addRun(`2026-11-${String(day).padStart(2, '0')}`, day, usual, system);
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.addRun(
    '2026-11-11-feature',
    11,
    { ...usual, pay: { usualMs: 160, factor: 1.3 }, search: { usualMs: 90, failing: 40 } },
    { system: { cpu: 'test', runtime: '25' }, branch: 'feature' },
  );
  return repository;
}
