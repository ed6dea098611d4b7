import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Digest } from '../../../src/model/documents/digest.ts';
import type { Manifest } from '../../../src/model/documents/manifest.ts';
import { findingsOf, type LoadSpec } from './make-load.ts';

const even: LoadSpec = { seconds: 120, rate: 40, medianMs: 50, users: () => 10 };

describe('coordinated omission', () => {
  const pausing = (seconds: number): LoadSpec => ({
    ...even,
    rate: (t) => (t >= 60 && t < 60 + seconds ? 0 : 40),
    medianMs: ({ t }) => (t > 59.7 && t < 60 ? seconds * 1_000 : 50),
    spread: 0.05,
  });

  it('is told with the requests that are missing and the percentile with them', async () => {
    const [found] = await findingsOf('coordinated-omission', { loads: [pausing(10)] });
    expect(found!.kind).toBe('limit');
    expect(found!.title).toMatch(/about (3[4-9]\d|4[0-3]\d) are missing/);
    const [measured, corrected] = found!.evidence.slice(1).map(({ value }) => Number(value)) as [
      number,
      number,
    ];
    expect(corrected).toBeGreaterThan(2 * measured);
  });

  it('ignores a single second, the open model, and times without users', async () => {
    expect(await findingsOf('coordinated-omission', { loads: [{ ...pausing(1), seconds: 200 }] })).toEqual(
      [],
    );
    const open = { scenarios: [{ id: 'load', loadModel: 'open' as const }] };
    expect(await findingsOf('coordinated-omission', { loads: [pausing(10)], manifest: open })).toEqual([]);
    const idle = { ...pausing(10), medianMs: 50 };
    expect(await findingsOf('coordinated-omission', { loads: [idle] })).toEqual([]);
  });
});

describe('a load generator short of its load', () => {
  const stated = (rate: number): Manifest => ({
    scenarios: [{ id: 'load', loadModel: 'open', parameters: { requestsPerSecond: rate } }],
  });

  it('is told with what was stated and what was sent', async () => {
    const [found] = await findingsOf('short-of-load', { loads: [even], manifest: stated(50) });
    expect(found!.title).toMatch(/^(39|40)(\.\d)?\/s sent, 50\/s stated$/);
  });

  it('is not told within chance, or of parameters that state no rate', async () => {
    expect(await findingsOf('short-of-load', { loads: [even], manifest: stated(41) })).toEqual([]);
    const text = {
      scenarios: [{ id: 'load', loadModel: 'open' as const, parameters: { rate: 'as fast as it can' } }],
    };
    expect(await findingsOf('short-of-load', { loads: [even], manifest: text })).toEqual([]);
  });

  it('reports users that never came', async () => {
    const closed = (users: number): Manifest => ({
      scenarios: [{ id: 'load', loadModel: 'closed', users }],
    });
    const [found] = await findingsOf('short-of-load', { loads: [even], manifest: closed(20) });
    expect(found!.title).toBe('At most 10 of 20 users were active');
    expect(await findingsOf('short-of-load', { loads: [even], manifest: closed(10) })).toEqual([]);
  });
});

describe('Little’s law', () => {
  // 40 requests a second of 250 ms (median 239 ms, lognormal spread 0.3) need 10 users.
  const agreeing: LoadSpec = { ...even, medianMs: 239 };

  it('is told as violated where more requests were under way than there were users', async () => {
    const [found] = await findingsOf('littles-law', { loads: [{ ...agreeing, users: () => 5 }] });
    expect(found!.title).toMatch(
      /^Throughput and response times imply (9|10)(\.\d+)? concurrent users, but there were 5$/,
    );
  });

  it('holds where they agree, and where users think', async () => {
    expect(await findingsOf('littles-law', { loads: [agreeing] })).toEqual([]);
    expect(await findingsOf('littles-law', { loads: [{ ...agreeing, users: () => 30 }] })).toEqual([]);
  });

  it('takes the think time that the parameters state', async () => {
    const manifest = (thinkMs: number | string): Manifest => ({
      scenarios: [{ id: 'load', loadModel: 'closed', parameters: { thinkMs } }],
    });
    const loads = [{ ...agreeing, users: () => 30 }];
    expect(await findingsOf('littles-law', { loads, manifest: manifest('400 to 600') })).toEqual([]);
    expect(await findingsOf('littles-law', { loads, manifest: manifest(100) })).toHaveLength(1);
  });
});

describe('too few samples', () => {
  it('is told below 72 and not from there on', async () => {
    const of = async (count: number): Promise<string[]> =>
      (await findingsOf('too-few-samples', { digests: [await samples(count)] })).map(({ title }) => title);
    expect(await of(71)).toEqual(['read has fewer than 72 samples, too few to bound its 95th percentile']);
    expect(await of(72)).toEqual([]);
  });

  it('names the endpoint with the fewest', async () => {
    const counts = [60, 30, 45];
    const recorder = new Recorder();
    for (const [i, count] of counts.entries()) {
      const series = recorder.requests('load', `e${i}`);
      for (let k = 0; k < count; k++) series.add(1_000 * k, 20, null, NaN);
    }
    const [found] = await findingsOf('too-few-samples', { digests: [await recorder.digest()] });
    expect(found!.evidence[0]).toMatchObject({ label: 'Fewest', value: 'e1 (30)' });
    expect(found!.title).toMatch(/^All 3 95th percentiles have fewer than 72 samples/);
  });

  it.each([
    [[60, 30], 'Both 95th percentiles have fewer than 72 samples, too few to bound them'],
    [[60, 90], '1 of the 2 known 95th percentiles has fewer than 72 samples, too few to bound it'],
  ])('agrees in number with %j', async (counts, title) => {
    const recorder = new Recorder();
    for (const [i, count] of counts.entries()) {
      const series = recorder.requests('load', `e${i}`);
      for (let k = 0; k < count; k++) series.add(1_000 * k, 20, null, NaN);
    }
    const found = await findingsOf('too-few-samples', { digests: [await recorder.digest()] });
    expect(found.map((one) => one.title)).toEqual([title]);
  });

  it('also holds for percentiles that a tool reported', async () => {
    const of = async (count: number, latency: object): Promise<string[]> => {
      const recorder = new Recorder();
      recorder.reported({ endpoint: 'read', count, errors: 0, latency });
      return (await findingsOf('too-few-samples', { digests: [await recorder.digest()] })).map(
        ({ title }) => title,
      );
    };
    expect(await of(14, { mean: 20, p95: 40 })).toEqual([
      'read has fewer than 72 samples, too few to bound its 95th percentile',
    ]);
    expect(await of(72, { mean: 20, p95: 40 })).toEqual([]);
    // No 95th percentile was printed: there is nothing to be careful with.
    expect(await of(14, { mean: 20 })).toEqual([]);
  });
});

async function samples(count: number): Promise<Digest> {
  const recorder = new Recorder();
  const series = recorder.requests('load', 'read');
  for (let i = 0; i < count; i++) series.add(1_000 * i, 20, null, NaN);
  return recorder.digest();
}

describe('figures that only a tool printed', () => {
  it('are told with how many there are', async () => {
    const recorder = new Recorder();
    recorder.reported({ endpoint: 'read', count: 100, errors: 0, latency: { mean: 20, p95: 40 } });
    const [found] = await findingsOf('reported-only', { digests: [await recorder.digest()] });
    expect(found!.title).toBe('All response times are reported by the tool and have no intervals');
    expect(await findingsOf('reported-only', { loads: [even] })).toEqual([]);
  });
});

describe('several runs in one file', () => {
  it('are told where the reader of the file warned of them', async () => {
    const warnings = [{ code: 'appended-runs', message: 'The file seems to contain 2 runs.' }];
    const found = await findingsOf('appended-runs', { loads: [even], warnings });
    expect(found.map(({ title }) => title)).toEqual(['load.csv seems to contain several runs']);
    const other = [{ code: 'no-time-zone', message: 'Times carry no zone.' }];
    expect(await findingsOf('appended-runs', { loads: [even], warnings: other })).toEqual([]);
  });
});
