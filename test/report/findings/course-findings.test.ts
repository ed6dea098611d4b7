import { describe, expect, it } from 'vitest';
import { cpuEverySecond, findingsOf, measuresOf, type LoadSpec } from './make-load.ts';

const even: LoadSpec = { seconds: 120, rate: 40, medianMs: 50, users: () => 10 };

describe('a warm-up', () => {
  const warming = (seconds: number, times: number): LoadSpec => ({
    ...even,
    medianMs: ({ t }) => (t < seconds ? 50 * times : 50),
  });

  it('is told with its end and the percentile without it', async () => {
    const [found] = await findingsOf('warm-up', { loads: [warming(20, 2)] });
    expect(found!.window).toMatchObject({ scenario: 'load', startSeconds: 0 });
    expect(found!.window!.endSeconds).toBeCloseTo(20, -0.5);
    expect(found!.lookAt).toMatch(/"warmupSeconds": (19|20|21)/);
    const [withIt, without] = found!.evidence.slice(1).map(({ value }) => Number(value)) as [number, number];
    expect(withIt).toBeGreaterThan(1.1 * without);
  });

  it('ignores a slightly slower beginning, nor of a faster one', async () => {
    expect(await findingsOf('warm-up', { loads: [warming(20, 1.15)] })).toEqual([]);
    expect(await findingsOf('warm-up', { loads: [warming(20, 0.5)] })).toEqual([]);
  });

  it('is not told where more users explain it', async () => {
    const loads = [{ ...warming(20, 2), users: (t: number) => (t < 20 ? 20 : 10) }];
    expect(await findingsOf('warm-up', { loads })).toEqual([]);
  });

  it('is not told where another mix of endpoints explains it', async () => {
    const loads: LoadSpec[] = [
      {
        ...even,
        endpoints: ['log-in', 'browse'],
        pick: (t, roll) => (roll < (t < 20 ? 0.9 : 0.1) ? 0 : 1),
        medianMs: ({ endpoint }) => (endpoint === 'log-in' ? 200 : 40),
      },
    ];
    expect(await findingsOf('warm-up', { loads })).toEqual([]);
  });
});

describe('a drift within the run', () => {
  const rising = (total: number, rest: Partial<LoadSpec> = {}): LoadSpec => ({
    ...even,
    seconds: 180,
    medianMs: ({ t }) => 50 * (1 + (total * t) / 180),
    ...rest,
  });

  it('is told with the first and the last quarter', async () => {
    const [found] = await findingsOf('drift-within-run', { loads: [rising(0.8)] });
    expect(found!.title).toMatch(/rises over the run at equal load/);
    expect(found!.window!.startSeconds).toBeGreaterThan(125);
  });

  it('ignores a rise by a few percent, of a fall, or in half a minute', async () => {
    expect(await findingsOf('drift-within-run', { loads: [rising(0.05)] })).toEqual([]);
    expect(await findingsOf('drift-within-run', { loads: [rising(-0.5)] })).toEqual([]);
    const short = rising(0.8, { seconds: 40, medianMs: ({ t }) => 50 * (1 + t / 50) });
    expect(await findingsOf('drift-within-run', { loads: [short] })).toEqual([]);
  });

  it('is not told where load rises too', async () => {
    const more = rising(0.8, { users: (t) => 10 + Math.floor(t / 10) });
    expect(await findingsOf('drift-within-run', { loads: [more] })).toEqual([]);
    const { users, ...unknown } = rising(0.8, { rate: (t) => 20 + t / 3 });
    expect(users?.(0)).toBe(10);
    expect(await findingsOf('drift-within-run', { loads: [unknown] })).toEqual([]);
  });
});

describe('a spike', () => {
  const spiking = (from: number, to: number, times: number): LoadSpec => ({
    ...even,
    medianMs: ({ t }) => (t >= from && t < to ? 50 * times : 50),
  });

  it('is told with its time, its height and what moved with it', async () => {
    const cpu = cpuEverySecond(120, (t) => (t >= 70 && t < 73 ? 95 : 30));
    const loads = [
      {
        ...spiking(70, 73, 6),
        fails: ({ t }: { t: number }, roll: number) => (t >= 70 && t < 73 && roll < 0.3 ? 'timeout' : null),
      },
    ];
    const [found, ...others] = await findingsOf('spike', { loads, cpu, cpuScale: 'host' });
    expect(others).toEqual([]);
    expect(found!.window!.startSeconds).toBeCloseTo(70, -0.5);
    expect(found!.window!.endSeconds).toBeCloseTo(73, -0.5);
    expect(found!.coincides.some((one) => /^errors rose to \d+(\.\d+)?% .*\(0% otherwise\)$/.test(one))).toBe(
      true,
    );
    expect(found!.coincides).toContain('processor use rose to 95% (30% otherwise)');
  });

  it('is not told where it is half as high again, or of one slow request', async () => {
    expect(await findingsOf('spike', { loads: [spiking(70, 73, 1.4)] })).toEqual([]);
    let told = false;
    const one: LoadSpec = {
      ...even,
      medianMs: ({ t }) => {
        if (t < 70 || told) return 50;
        told = true;
        return 5_000;
      },
    };
    expect(await findingsOf('spike', { loads: [one] })).toEqual([]);
  });

  it('is not told where more users come', async () => {
    const loads = [{ ...spiking(70, 73, 6), users: (t: number) => (t >= 69 && t < 74 ? 60 : 10) }];
    expect(await findingsOf('spike', { loads })).toEqual([]);
  });

  it('is not told where a slow endpoint is called more often', async () => {
    const loads: LoadSpec[] = [
      {
        ...even,
        endpoints: ['export', 'browse'],
        pick: (t, roll) => (roll < (t >= 70 && t < 73 ? 0.5 : 0.02) ? 0 : 1),
        medianMs: ({ endpoint }) => (endpoint === 'export' ? 800 : 40),
      },
    ];
    expect(await findingsOf('spike', { loads })).toEqual([]);
  });
});

describe('a stall', () => {
  /** Requests that start just before the silence wait it out. */
  const stalling = (seconds: number, waits: boolean): LoadSpec => ({
    ...even,
    rate: (t) => (t >= 60 && t < 60 + seconds ? 0 : 40),
    medianMs: ({ t }) => (waits && t > 59.8 && t < 60 ? seconds * 1_000 : 50),
  });

  it('is told with its length and the requests that are missing', async () => {
    const [found] = await findingsOf('stall', { loads: [stalling(6, true)] });
    expect(found!.window!.startSeconds).toBeCloseTo(60, -0.5);
    expect(Number(found!.evidence[0]!.value)).toBeGreaterThan(150);
    expect(Number(found!.evidence[0]!.value)).toBeLessThan(290);
  });

  it('is silent where no user was waiting: the generator paused', async () => {
    expect(await findingsOf('stall', { loads: [stalling(6, false)] })).toEqual([]);
  });

  it('ignores a load that comes in bursts', async () => {
    const bursts: LoadSpec = { ...even, rate: (t) => (Math.floor(t) % 4 === 0 ? 160 : 0), medianMs: 1_500 };
    expect(await findingsOf('stall', { loads: [bursts] })).toEqual([]);
  });
});

describe('an ordinary run', () => {
  it('has no finding at all, whatever the seed', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const loads: LoadSpec[] = [
        {
          ...even,
          seed,
          spread: 0.6,
          endpoints: ['a', 'b', 'c', 'd'],
          medianMs: ({ endpoint, t }) => (endpoint === 'a' ? 60 : 45) * (1 + 0.1 * Math.sin(t / 7)),
          fails: (_, roll) => (roll < 0.0005 ? '500' : null),
        },
      ];
      const { findings } = await measuresOf({ loads });
      expect(
        findings.map(({ title }) => title),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });

  it('has none when it ramps up and down and the system keeps up', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const users = (t: number): number => Math.max(1, Math.round(Math.min(40, t, 150 - t)));
      const loads: LoadSpec[] = [
        { seconds: 150, users, rate: (t) => 2 * users(t), medianMs: 40, seed, spread: 0.5 },
      ];
      const { findings } = await measuresOf({ loads });
      expect(findings.map(({ title }) => title)).toEqual([]);
    }
  });

  it('has nothing to tell but that it is short, when it is', async () => {
    const { findings } = await measuresOf({ loads: [{ ...even, seconds: 1, rate: 20 }] });
    expect(findings.map(({ rule }) => rule)).toEqual(['too-few-samples']);
  });
});
