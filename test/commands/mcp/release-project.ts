import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { uniformStream } from '../../bench/random.ts';

/** Median response times in ms, by release and endpoint. `search` is halved and `pay` slower by 60% with 1.2.0. */
const medians = {
  'v1.0.0': { pay: 100, search: 80, browse: 50 },
  'v1.1.0': { pay: 100, search: 80, browse: 50 },
  'v1.2.0': { pay: 160, search: 40, browse: 50 },
} as const;

const runsEach = 6;

const dayMs = 86_400_000;

/** Writes a project with six runs of each of three releases, one a day. */
export function writeReleaseProject(folder: string): void {
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const random = uniformStream(20_261_130);
  write('data/project.json', JSON.stringify({ name: 'Shop', releases: { tags: 'v*' } }));
  let day = 0;
  for (const [version, endpoints] of Object.entries(medians))
    for (let run = 1; run <= runsEach; run++, day++) {
      const id = `${version.replaceAll('.', '-')}-r${run}`;
      const start = Date.UTC(2026, 8, 1, 8) + day * dayMs;
      // Runs differ by 1%, requests of a run by up to 20%.
      const level = 1 + 0.01 * (random() - 0.5);
      const rows = Array.from({ length: 300 }, (_, i) =>
        Object.entries(endpoints).map(
          ([endpoint, median]) =>
            `${start + i * 100},${endpoint},${(median * level * (0.8 + 0.4 * random())).toFixed(1)},true`,
        ),
      );
      write(`data/${id}/run.json`, JSON.stringify({ version: version.slice(1) }));
      write(`data/${id}/requests.csv`, ['timestamp,endpoint,duration_ms,ok', ...rows.flat(), ''].join('\n'));
    }
  write(
    'content/runs/v1-1-0-r6.mdx',
    `---
recommendations:
  - id: index-search
    priority: high
    text: Add an index for the search.
    expectedImpact: { metric: response.p50, endpoint: search, change: -0.5 }
---

<Report />
`,
  );
  write(
    'content/runs/v1-2-0-r1.mdx',
    `---
recommendations:
  - { id: index-search, priority: high, text: Add an index for the search., doneIn: v1-2-0-r1 }
---

<Report />
`,
  );
  const explained = { action: 'explain', run: 'v1-2-0-r1', endpoint: 'pay', metric: 'response.p95' };
  write('data/annotations.json', JSON.stringify([{ ...explained, reason: 'The bank asks twice now.' }]));
}
