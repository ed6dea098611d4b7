import { expect, test } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';

const startOf = async (startedAtMs: number): Promise<number | null> => {
  const recorder = new Recorder();
  recorder.startedAtMs = startedAtMs;
  return (await recorder.digest()).startedAtMs;
};

test('a start that a tool states is kept if a calendar has it', async () => {
  // ECMAScript: a time value is at most 8.64e15 ms from 1970.
  expect([await startOf(8.64e15), await startOf(-8.64e15)]).toEqual([8.64e15, -8.64e15]);
  expect([await startOf(8.64e15 + 2), await startOf(-8.64e15 - 2)]).toEqual([null, null]);
});
