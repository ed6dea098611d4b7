import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small seeded generator of uniform numbers (mulberry32), so that every machine makes the same files. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const samplesPerEndpoint = 60;
const dayMs = 86_400_000;
const firstMs = Date.UTC(2023, 0, 1);

/**
 * Writes a project of so many runs, each with one scenario of `endpoints` endpoints, unless it is there already.
 * Levels differ between runs by 3 %, with a step of 20 % at a third of the history on every fifth endpoint.
 */
export function generateProject(folder: string, runs: number, endpoints: number): string {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  for (let run = 0; run < runs; run++) writeRun(data, run, runs, endpoints);
  writeFileSync(
    join(data, 'project.json'),
    JSON.stringify({
      name: `${runs} runs`,
      targets: [
        { id: 'response-time', metric: 'response.p95', below: 500 },
        { id: 'error-rate', metric: 'errors.rate', below: 0.05 },
      ],
    }),
  );
  return data;
}

/** Writes run number `run` of a history of `runs`. */
export function writeRun(data: string, run: number, runs: number, endpoints: number): void {
  const folder = join(data, `run-${String(run).padStart(4, '0')}`);
  if (existsSync(join(folder, 'steady', 'requests.csv'))) return;
  const random = uniform(run + 1);
  const startMs = firstMs + run * dayMs;
  const rows = ['timestamp,endpoint,duration_ms,ok,users'];
  for (let endpoint = 0; endpoint < endpoints; endpoint++) {
    const step = endpoint % 5 === 0 && run > runs / 3 ? 1.2 : 1;
    const level = (20 + 10 * endpoint) * step * (1 + 0.03 * (random() - 0.5));
    for (let i = 0; i < samplesPerEndpoint; i++) {
      const duration = Math.round(level * (0.5 + random() + (random() < 0.05 ? 3 : 0)));
      rows.push(`${startMs + i * 1_000 + endpoint},endpoint_${endpoint},${duration},${random() > 0.005},10`);
    }
  }
  mkdirSync(join(folder, 'steady'), { recursive: true });
  writeFileSync(join(folder, 'steady', 'requests.csv'), `${rows.join('\n')}\n`);
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({
      version: `1.${run}`,
      commit: `c${run}`,
      system: { cpu: 'x', memory: 'y', os: 'z' },
      environment: { server: 's', database: 'd' },
    }),
  );
}
