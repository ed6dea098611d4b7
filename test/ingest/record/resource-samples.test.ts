import { describe, expect, it } from 'vitest';
import type { RawFile } from '../../../src/ingest/files/raw-file.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { ResourceSamples } from '../../../src/ingest/record/resource-samples.ts';
import type { Digest } from '../../../src/model/documents/digest.ts';

const startMs = Date.UTC(2026, 10, 20, 10);

/** The digest of what was added, as processor use where 100% is a core unless `scale` says otherwise. */
async function recorded(
  add: (samples: ResourceSamples) => void,
  scale: 'core' | 'host' = 'core',
): Promise<Digest> {
  const recorder = new Recorder();
  recorder.cpuScale = scale;
  const file = {
    path: 'a.csv',
    bytes: 1,
    notUtf8: null,
    head: { json: {} },
    sha256: () => Promise.resolve(''),
  };
  const samples = new ResourceSamples();
  add(samples);
  samples.finish(recorder, recorder.file(file as unknown as RawFile, 'docker-stats-csv', 'docker'));
  return recorder.digest();
}

describe('readings of several sources', () => {
  const readings = async (gapMs: number, scale?: 'host'): Promise<number[]> =>
    (
      await recorded((samples) => {
        samples.addCpu(startMs, 'a', 30);
        samples.addCpu(startMs + gapMs, 'b', 50);
      }, scale)
    ).cpuReadings.map(({ percent }) => percent);

  it('belong to one moment within five seconds', async () => {
    expect(await readings(5_000)).toEqual([80]);
    expect(await readings(5_001)).toEqual([30, 50]);
  });

  it('are averaged over hosts', async () => {
    expect(await readings(5_000, 'host')).toEqual([40]);
  });

  it('of one source twice are two moments, whose time is that of the first reading', async () => {
    const { cpuReadings, startedAtMs, durationSeconds } = await recorded((samples) => {
      for (const [second, source, percent] of [
        [1, 'a', 1],
        [2, 'b', 2],
        [3, 'a', 4],
        [4, 'b', 8],
      ] as const)
        samples.addCpu(startMs + second * 1_000, source, percent);
    });
    expect(cpuReadings.map(({ atMs, percent }) => [(atMs ?? 0) - startMs, percent])).toEqual([
      [1_000, 3],
      [3_000, 12],
    ]);
    expect([startedAtMs, durationSeconds]).toEqual([startMs + 1_000, 3]);
  });
});

describe('containers', () => {
  const measuresOf = async (count: number, scale?: 'host'): Promise<[string, number, number | null][]> =>
    (
      await recorded((samples) => {
        for (let i = 0; i < count; i++) {
          samples.nameContainer(`c${i}`, `name ${i}`);
          samples.addCpu(startMs, `c${i}`, 10);
          samples.addCpu(startMs + 1_000, `c${i}`, 10 + i);
        }
      }, scale)
    ).measures.map(({ name, value, n }) => [name, value, n]);

  it('have a measure each from 2 to 20 of them', async () => {
    expect(await measuresOf(1)).toEqual([]);
    expect(await measuresOf(2)).toEqual([
      ['CPU of name 0 (mean)', 10, 2],
      ['CPU of name 1 (mean)', 10.5, 2],
    ]);
    expect(await measuresOf(20)).toHaveLength(20);
    expect(await measuresOf(21)).toEqual([]);
    expect(await measuresOf(2, 'host')).toEqual([]);
  });

  it('are named by no id', async () => {
    const { measures } = await recorded((samples) => {
      for (const [source, name] of [
        ['a', '0123456789ab'],
        ['b', 'db'],
      ] as const) {
        samples.nameContainer(source, name);
        samples.addCpu(startMs, source, 10);
      }
    });
    expect(measures).toEqual([]);
  });
});

describe('memory', () => {
  it('is recorded of 100 sources, with a warning of more', async () => {
    const of = (count: number): Promise<Digest> =>
      recorded((samples) => {
        for (let i = 0; i < count; i++) samples.addMemory(startMs, `s${i}`, i);
      });
    const [most, more] = [await of(100), await of(101)];
    expect([most.memoryReadings.length, most.sources[0]!.warnings]).toEqual([100, []]);
    expect([more.memoryReadings.length, more.sources[0]!.warnings.map(({ code }) => code)]).toEqual([
      100,
      ['too-many-sources'],
    ]);
  });

  it('of a single container has its name, of a single source no operation', async () => {
    const one = await recorded((samples) => {
      samples.nameContainer('a', 'api');
      samples.addMemory(startMs, 'a', 5);
    });
    expect([one.memorySource, one.memoryReadings[0]!.operation]).toEqual(['api', null]);
  });
});
