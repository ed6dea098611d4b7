import { describe, expect, it } from 'vitest';
import { normalStream } from '../../bench/random.ts';
import { cpuEverySecond, findingsOf, memoryEvery, startMs, type LoadSpec } from './make-load.ts';

const load: LoadSpec = { seconds: 60, rate: 20, medianMs: 50 };
const jitter = (): (() => number) => {
  const normal = normalStream(3);
  return () => 2 * normal();
};

describe('a leak', () => {
  it('is told with its pace and interval', async () => {
    const noise = jitter();
    const memory = memoryEvery(5, 120, (t) => 300 + t / 5 + noise());
    const [found] = await findingsOf('leak', { memory });
    // 0.2 MB a second are 720 MB an hour.
    const pace = Number(/^(\d+)/.exec(String(found!.evidence[0]!.value))![1]);
    expect(Math.abs(pace - 720)).toBeLessThan(25);
    expect(found!.title).toMatch(/^Memory keeps growing, by 1\d\d\sMB in 8\smin/);
  });

  it('is not told of a cache that fills up, of a saw, or of a minute', async () => {
    const noise = jitter();
    const cache = memoryEvery(5, 120, (t) => 300 + 100 * (1 - Math.exp(-t / 60)) + noise());
    expect(await findingsOf('leak', { memory: cache })).toEqual([]);
    const saw = memoryEvery(5, 120, (t) => 300 + (t % 100) + noise());
    expect(await findingsOf('leak', { memory: saw })).toEqual([]);
    const minute = memoryEvery(1, 60, (t) => 300 + 2 * t + noise());
    expect(await findingsOf('leak', { memory: minute })).toEqual([]);
  });

  it('is not told of readings of two days', async () => {
    const noise = jitter();
    const days = memoryEvery(5, 120, (t) => 300 + t / 5 + noise()).map((reading, i) => ({
      ...reading,
      atMs: reading.atMs! + (i < 60 ? 0 : 86_400_000),
    }));
    expect(await findingsOf('leak', { memory: days })).toEqual([]);
  });
});

describe('memory that a collection does not recover', () => {
  const phases = (base: number, final: number, after: number): ReturnType<typeof memoryEvery> => [
    ...memoryEvery(1, 3, () => base, { operation: 'Import', phase: 'base' }),
    ...memoryEvery(1, 3, () => final, { operation: 'Import', phase: 'final' }),
    ...memoryEvery(1, 3, () => after, { operation: 'Import', phase: 'after_gc' }),
  ];

  it('is told where most of what was added stays', async () => {
    const [found] = await findingsOf('memory-not-recovered', { memory: phases(100, 180, 170) });
    expect(found!.title).toBe(
      '70\u00a0MB of the 80\u00a0MB that Import added remain after a forced collection',
    );
    expect(found!.severity).toBe('high');
  });

  it('is not told where most is recovered, or little was added', async () => {
    expect(await findingsOf('memory-not-recovered', { memory: phases(100, 180, 135) })).toEqual([]);
    expect(await findingsOf('memory-not-recovered', { memory: phases(100, 108, 108) })).toEqual([]);
    expect(await findingsOf('memory-not-recovered', { memory: phases(1_000, 1_080, 1_070) })).toEqual([]);
  });
});

describe('a busy processor', () => {
  it('is told where it is busy half of the time', async () => {
    const cpu = cpuEverySecond(60, (t) => (t < 35 ? 96 : 70));
    const [found] = await findingsOf('cpu-bound', { loads: [load], cpu, cpuScale: 'host' });
    // The reading at the start is from before the first request: 34 of the other 59 are at 96%.
    expect(found!.title).toBe('All processors are busy: 57.6% of the readings are at 90% or more');
  });

  it('is not told of one that is busy now and then, nor of a core of many', async () => {
    const cpu = cpuEverySecond(60, (t) => (t < 20 ? 96 : 70));
    expect(await findingsOf('cpu-bound', { loads: [load], cpu, cpuScale: 'host' })).toEqual([]);
    const ofOneCore = cpuEverySecond(60, () => 150);
    expect(await findingsOf('cpu-bound', { loads: [load], cpu: ofOneCore, cpuScale: 'core' })).toEqual([]);
  });

  it('that is one core of several is told as such', async () => {
    const cores = (t: number): number[] => [12, t < 40 ? 99 : 60, 8, 15];
    const cpu = cpuEverySecond(60, (t) => cores(t).reduce((sum, use) => sum + use) / 4, cores);
    const [found] = await findingsOf('single-core-bound', { loads: [load], cpu, cpuScale: 'host' });
    expect(found!.title).toContain('One core of 4 is busy while the others are not');
    const all = (): number[] => [99, 98, 97, 99];
    const busy = cpuEverySecond(60, () => 98, all);
    expect(await findingsOf('single-core-bound', { loads: [load], cpu: busy, cpuScale: 'host' })).toEqual([]);
  });

  it('of a process that stays at one core is told; of one that goes beyond, or idles, it is not', async () => {
    const at = async (percent: (t: number) => number): Promise<number> =>
      (
        await findingsOf('single-core-bound', {
          loads: [load],
          cpu: cpuEverySecond(60, percent),
          cpuScale: 'core',
        })
      ).length;
    expect(await at((t) => 97 + (t % 5))).toBe(1);
    expect(await at((t) => (t % 3 === 0 ? 160 : 97))).toBe(0);
    expect(await at(() => 80)).toBe(0);
  });

  it('while nothing was tested is not told', async () => {
    const cpu = cpuEverySecond(60, () => 98).map((reading) => ({ ...reading, atMs: startMs + 3_600_000 }));
    const during = cpuEverySecond(60, () => 20);
    expect(
      await findingsOf('cpu-bound', { loads: [load], cpu: [...during, ...cpu], cpuScale: 'host' }),
    ).toEqual([]);
  });
});
