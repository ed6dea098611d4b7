import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultProject } from '../../../src/model/documents/project.ts';
import type { Manifest } from '../../../src/model/documents/manifest.ts';
import { runCache } from '../../../src/store/cache.ts';
import { strictDisk } from '../../../src/project/read/disk.ts';
import { listFiles } from '../../../src/project/read/discover.ts';
import { readRun } from '../../../src/project/runs/read-run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-apart-'));
  write(
    'api/requests.csv',
    'timestamp,endpoint,duration_ms,ok\n2026-11-20T10:00:00Z,a,5,true\n2026-11-20T10:01:00Z,a,2000,true\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** A table of processor use with one reading at each of these times. */
const cpu = (...times: readonly string[]): string =>
  ['timestamp,scenario,cpu_percent', ...times.map((time) => `${time},api,50`)].join('\n') + '\n';

async function warned(manifest: Manifest = {}): Promise<(readonly [file: string, message: string])[]> {
  const run = {
    id: 'run-1',
    folder,
    files: listFiles(
      folder,
      strictDisk((path) => path),
    ),
    isSingleFile: false,
  };
  const { problems } = await readRun(run, manifest, {
    project: defaultProject,
    cache: runCache(join(folder, '..', 'no-cache'), 'test'),
    shown: (path) => path.slice(folder.length + 1),
  });
  return problems
    .filter(({ message }) => message.startsWith('No reading'))
    .map(({ file, message }) => [file, message]);
}

describe('readings beside the requests of their run', () => {
  it('are warned of where all were taken at another time, with both spans', async () => {
    write('api/cpu.csv', cpu('2026-11-19T23:59:58Z', '2026-11-20T00:00:03Z'));
    expect(await warned()).toEqual([
      [
        'api/cpu.csv',
        'No reading was taken while requests ran: the readings are from 2026-11-19 23:59:58 to 2026-11-20 00:00:03 UTC, ' +
          'the requests from 2026-11-20 10:00:00 to 10:01:02 UTC.',
      ],
    ]);
  });

  it('are fine once the manifest states their zone', async () => {
    write('cpu.csv', cpu('2026-11-20T11:00:10', '2026-11-20T11:00:20'));
    expect(await warned()).toHaveLength(1);
    // Berlin's winter time is one hour ahead of UTC.
    expect(await warned({ files: [{ match: 'cpu.csv', timeZone: 'Europe/Berlin' }] })).toEqual([]);
  });

  it('may begin before the requests and end after them, or touch their last answer', async () => {
    write('cpu.csv', cpu('2026-11-20T09:00:00Z', '2026-11-20T12:00:00Z'));
    write('memory.csv', 'timestamp,operation,phase,memory_mb\n2026-11-20T10:01:02Z,Listing,final,100\n');
    expect(await warned()).toEqual([]);
  });

  it('may be of any scenario of the run', async () => {
    write(
      'batch/requests.csv',
      'timestamp,endpoint,duration_ms,ok\n2026-11-20T15:00:00Z,b,5,true\n2026-11-20T15:00:01Z,b,5,true\n',
    );
    write('cpu.csv', cpu('2026-11-20T15:00:00Z'));
    expect(await warned()).toEqual([]);
  });

  it('are held against nothing where it is unknown when all requests ran', async () => {
    write('cpu.csv', cpu('2026-11-21T15:00:00Z'));
    expect(await warned()).toHaveLength(1);
    write(
      'other/summary.json',
      JSON.stringify({ responseTime: [{ endpoint: 'b', count: 10, latencyMs: { mean: 5 } }] }),
    );
    expect(await warned()).toEqual([]);
  });

  it('have no time to be held against where the file has none', async () => {
    write('memory.csv', 'operation,base_mb,peak_mb,final_mb,gc_recovered_mb\nListing,100,120,110,5\n');
    expect(await warned()).toEqual([]);
  });
});
