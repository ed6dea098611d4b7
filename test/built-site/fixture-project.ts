import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dice } from '../charts/example-report.ts';

/** A label that would do harm wherever it were taken for anything but text. */
export const hostileLabel = `GET /<script>alert(1)</script>{1+1}|"q"'s __proto__ <img src=x onerror=alert(2)>`;

/** Where a project's files were written. */
export interface FixtureProject {
  readonly data: string;
  readonly content: string;
}

/** Options of a project made for tests. */
export interface FixtureOptions {
  readonly runs?: number;
  readonly seconds?: number;
}

/**
 * Writes a small project below a folder: runs of two scenarios with samples, memory and CPU, one run a day; the later
 * half is slower; words about the second run. Always the same files for the same options.
 */
export async function fixtureProject(
  folder: string,
  { runs = 6, seconds = 40 }: FixtureOptions = {},
): Promise<FixtureProject> {
  const [data, content] = [join(folder, 'data'), join(folder, 'content')];
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  await write(join(data, 'project.json'), JSON.stringify(project, null, 2));
  for (let run = 0; run < runs; run += 1) {
    const id = `run-${String(run + 1).padStart(2, '0')}`;
    const start = Date.UTC(2026, 9, 1 + run, 10);
    await write(join(data, id, 'run.json'), JSON.stringify(manifest(run, start), null, 2));
    await write(join(data, id, 'requests.csv'), requests(run, start, seconds, run >= runs / 2 ? 1.6 : 1));
    await write(join(data, id, 'memory.csv'), memory(start, seconds));
    await write(join(data, id, 'cpu.csv'), cpu(start, seconds));
  }
  await write(join(content, 'template.mdx'), '<Report />\n');
  if (runs > 1) await write(join(content, 'runs', 'run-02.mdx'), words);
  await write(
    join(content, 'pages', 'about.mdx'),
    '---\ntitle: About\n---\n\nWhat these reports are made of, and what they promise: every number names its source, and a verdict is computed, never typed. [Method](../method/)\n',
  );
  return { data, content };
}

const project = {
  name: 'Fixture',
  description: 'A project made for tests.',
  repository: 'https://example.org/fixture',
  targets: [
    { id: 'fast', label: 'Answers in time', metric: 'response.p95', below: 120 },
    { id: 'errors', label: 'Few errors', metric: 'errors.rate', below: 0.05 },
    { id: 'memory', label: 'Memory growth', metric: 'memory.growth', below: 0.5 },
  ],
};

const manifest = (run: number, start: number): object => ({
  title: run === 0 ? 'First <b>run</b> {x} | "q"' : `Run ${run + 1}`,
  startedAt: new Date(start).toISOString(),
  version: `1.${run}.0`,
  commit: String(run).padStart(40, 'a'),
  tester: 'Test',
  system: { cpu: '4 cores', memory: '8 GB', os: 'Linux', runtime: 'Node 24' },
  environment: { server: 'one', database: 'none', network: 'loopback' },
  scenarios: [
    { id: 'browse', name: 'Browsing', users: 10, loadModel: 'closed', parameters: { think: 'none' } },
    { id: 'buy', name: 'Buying', users: 4, loadModel: 'closed', parameters: { think: 'none' } },
  ],
});

const endpoints = [
  ['browse', 'home', 12],
  ['browse', 'search', 60],
  ['browse', hostileLabel, 25],
  ['buy', 'basket', 30],
  ['buy', 'pay', 55],
] as const;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function requests(run: number, start: number, seconds: number, slow: number): string {
  const random = dice(run + 1);
  const lines = ['timestamp,endpoint,duration_ms,ok,scenario,status,users'];
  for (let tick = 0; tick < seconds * 5; tick += 1)
    for (const [scenario, endpoint, median] of endpoints) {
      const surge = tick > seconds * 3 && tick < seconds * 3.5 ? 2.5 : 1;
      const duration = median * slow * surge * (0.7 + 0.6 * random() + 2 * random() ** 8);
      const ok = random() > 0.01;
      lines.push(
        `${start + tick * 200},${quoted(endpoint)},${duration.toFixed(1)},${ok},${scenario},${ok ? 200 : 503},10`,
      );
    }
  return `${lines.join('\n')}\n`;
}

function memory(start: number, seconds: number): string {
  const lines = ['timestamp,operation,phase,memory_mb'];
  for (const operation of ['Indexing', 'Serving'])
    for (let second = 0; second <= seconds; second += 2) {
      const phase = second === 0 ? 'base' : second + 2 > seconds ? 'final' : 'running';
      const rise = operation === 'Indexing' ? 90 * Math.sin((Math.PI * second) / seconds) : second / 2;
      lines.push(`${start + second * 1_000},${operation},${phase},${(180 + rise).toFixed(1)}`);
    }
  return `${lines.join('\n')}\n`;
}

function cpu(start: number, seconds: number): string {
  const lines = ['timestamp,scenario,cpu_percent'];
  for (let second = 0; second <= seconds; second += 2)
    lines.push(`${start + second * 1_000},browse,${(45 + 20 * Math.sin(second / 5)).toFixed(1)}`);
  return `${lines.join('\n')}\n`;
}

const words = `---
summary: A run with **words**, \`code\` and a [link](https://example.org).
conclusion: Good enough.
notes:
  - "Nothing <b>else</b> to say."
recommendations:
  - id: cache-search
    priority: high
    text: Cache the search results.
    complexity: low
captions:
  latency-over-time: The surge is the nightly job.
---

Before all sections: the slowest answer was <Value metric="response.max" endpoint="search" />.

<Claim metric="errors.rate" endpoint="search" below={0.9}>
  Not every search
  fails
</Claim>
, and the slowest took
<Value metric="response.max" endpoint="search" />
.

<ResponseTime>

Prose *inside* the section on response time.

| a | b |
| --- | --- |
| 1 | 2 |

</ResponseTime>

<Report />
`;
