import { expect, test } from 'vitest';
import { forgetCoarseSpan } from '../../../src/ingest/record/coarse-times.ts';
import type { FileAccount } from '../../../src/ingest/record/file-account.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';

const startMs = Date.UTC(2026, 10, 20, 10);

async function recorded(lastMs: number): Promise<unknown> {
  const recorder = new Recorder();
  const [read, pay] = ['read', 'pay'].map((endpoint) => recorder.requests('load', endpoint)) as [
    ReturnType<Recorder['requests']>,
    ReturnType<Recorder['requests']>,
  ];
  read.add(startMs, 10, null, NaN);
  pay.add(startMs + 99_000, lastMs, null, NaN);
  const codes: string[] = [];
  forgetCoarseSpan([read, pay], recorder, {
    warn: (code: string) => codes.push(code),
  } as unknown as FileAccount);
  const { startedAtMs, durationSeconds } = await recorder.digest();
  return { startedAtMs, durationSeconds, codes };
}

test('whole seconds give a length from 100 s on, where they are off by a hundredth at most', async () => {
  expect(await recorded(1_000)).toEqual({ startedAtMs: startMs, durationSeconds: 100, codes: [] });
  expect(await recorded(999)).toEqual({
    startedAtMs: startMs,
    durationSeconds: null,
    codes: ['coarse-times'],
  });
});
