import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/model/documents/manifest.ts';
import { defaultProject } from '../../../src/model/documents/project.ts';
import { readRun } from '../../../src/project/runs/read-run.ts';
import { gather, type GatheredScenario } from '../../../src/report/measure/gather.ts';
import { runCache } from '../../../src/store/cache.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-twins-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function scenariosOf(
  texts: Readonly<Record<string, string>>,
  manifest: Manifest,
): Promise<GatheredScenario[]> {
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
  const run = { id: 'run-1', folder, files: Object.keys(texts).sort(), isSingleFile: false };
  const { digests } = await readRun(run, manifest, {
    project: defaultProject,
    cache: runCache(join(folder, '..', 'no-cache'), 'test'),
    shown: (path) => path,
  });
  return gather(digests);
}

const summary = readFileSync(join(import.meta.dirname, '../../fixtures/raw/k6/summary-export.json'), 'utf8');

/** Four requests that took 10, 12, 14 and 24 ms, one of which failed: as ab prints them. */
const abText = `This is ApacheBench, Version 2.3 <$Revision$>

Server Hostname:        shop.test
Document Path:          /cart
Concurrency Level:      2
Time taken for tests:   0.030 seconds
Complete requests:      4
Failed requests:        0
Non-2xx responses:      1
Requests per second:    133.33 [#/sec] (mean)

Connection Times (ms)
              min  mean[+/-sd] median   max
Connect:        0    1   0.5      1       3
Total:         10   15   6.2     14      24

Percentage of the requests served within a certain time (ms)
  50%     14
 100%     24 (longest request)
`;
const abTable = [
  'starttime\tseconds\tctime\tdtime\tttime\twait',
  ...[10, 12, 14, 24].map((ms) => `Fri Nov 20 10:00:00 2026\t1795168800\t0\t${ms}\t${ms}\t${ms - 1}`),
  '',
].join('\n');

describe('two files of one test of which the manifest names one', () => {
  it.each<[string, Manifest]>([
    ['no name', {}],
    ['an endpoint', { files: [{ match: 'a.json', endpoint: 'GET /cart' }] }],
    ['a scenario', { files: [{ match: 'a.json', scenario: 'shop' }] }],
    [
      'another endpoint each',
      { files: ['a', 'b'].map((name) => ({ match: `${name}.json`, endpoint: name })) },
    ],
  ])('count its requests once: summaries with %s', async (_, manifest) => {
    const alone = await scenariosOf({ 'a.json': summary }, {});
    const both = await scenariosOf({ 'a.json': summary, 'b.json': `${summary} ` }, manifest);
    expect(both.map(({ total }) => total)).toEqual(alone.map(({ total }) => total));
    expect(alone[0]?.total.count).toBeGreaterThan(0);
  });

  it.each(['/cart', 'GET /cart'])(
    'count its requests once: samples named %s beside the text with their failures',
    async (endpoint) => {
      const [scenario, ...others] = await scenariosOf(
        { 'ab.tsv': abTable, 'ab.txt': abText },
        { files: [{ match: 'ab.tsv', endpoint }] },
      );
      expect(others).toEqual([]);
      expect(scenario?.total.count).toBe(4);
      expect(scenario?.failures).toMatchObject({ count: 4, errors: 1 });
    },
  );

  it('stay two tests where the printed times are others', async () => {
    const slower = abText.replace(
      'Total:         10   15   6.2     14      24',
      'Total:         10   19   6.2     14      40',
    );
    const [scenario] = await scenariosOf(
      { 'ab.tsv': abTable, 'ab.txt': slower },
      { files: [{ match: 'ab.tsv', endpoint: 'GET /cart' }] },
    );
    expect(scenario?.total.count).toBe(8);
  });

  it('stay two tests where whole milliseconds are too small to tell', async () => {
    // Another path, as fast: the same whole milliseconds are no sign of the same requests.
    const tiny = [0, 0, 1, 1];
    const table = [
      abTable.split('\n')[0],
      ...tiny.map((ms) => `Fri Nov 20 10:00:00 2026\t1795168800\t0\t${ms}\t${ms}\t0`),
      '',
    ].join('\n');
    const text = abText.replace(/Total: .*/, 'Total:          0    1   0.5      1       1');
    const [scenario] = await scenariosOf(
      { 'ab.tsv': table, 'ab.txt': text },
      { files: [{ match: 'ab.tsv', endpoint: 'GET /pay' }] },
    );
    expect(scenario?.total.count).toBe(8);
  });
});
