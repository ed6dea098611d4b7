import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callOf, endpoints } from './runner/calls.ts';
import { createClient } from './runner/client.ts';
import { runOpenLoop, runSteps } from './runner/loops.ts';
import { createRecall } from './service/recall.ts';
import { createRecallServer } from './service/server.ts';
import { openStore } from './service/store.ts';
import { findVersion } from './versions.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-demo-test-'));
const { switches } = findVersion('1.7.0');
const store = openStore(join(folder, 'recall.db'), { messageIndex: true, journal: 'WAL' });
const recall = createRecall(store, switches);
const open = createRecallServer(recall, null);
const limited = createRecallServer(recall, 2);
const portOf = (server: typeof open): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  for (const server of [open, limited]) await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  for (const server of [open, limited]) {
    server.closeAllConnections();
    server.close();
  }
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('answers every call that the load makes', async () => {
  const client = createClient(portOf(open));
  for (const endpoint of endpoints) {
    const { status, error } = await client.send(callOf(endpoint, 3, 0));
    expect(error).toBeNull();
    expect(status).toBe(endpoint === 'create_session' ? 201 : 200);
  }
  client.close();
});

it('refuses what is no JSON and what it does not know', async () => {
  const client = createClient(portOf(open));
  const call = callOf('memory_retrieval', 1, 0);
  expect((await client.send({ ...call, body: '{' })).status).toBe(400);
  expect((await client.send({ ...call, path: '/elsewhere' })).status).toBe(404);
  client.close();
});

it('answers 503 on connections beyond the limit, and on those alone', async () => {
  const clients = [1, 2, 3, 4].map(() => createClient(portOf(limited)));
  const statuses: (number | null)[] = [];
  for (const client of clients) statuses.push((await client.send(callOf('get_analysis', 1, 0))).status);
  expect(statuses).toEqual([200, 200, 503, 503]);
  for (const client of clients) client.close();
});

it('gives an error in place of a status when nobody answers', async () => {
  const client = createClient(1);
  expect(await client.send(callOf('get_analysis', 1, 0))).toEqual({ status: null, error: 'ECONNREFUSED' });
  client.close();
});

it('sends an open model’s requests when they are due, each endpoint in its turn', async () => {
  const load = { port: portOf(open), users: 5, requestsPerSecond: 50, seconds: 1, mix: endpoints, seed: 7 };
  const first = await runOpenLoop(load);
  const again = await runOpenLoop(load);
  expect(first.length).toBeGreaterThan(25);
  expect(again).toHaveLength(first.length);
  const gaps = (samples: typeof first): number[] =>
    samples.map((one) => Math.round(one.startedMs - samples[0]!.startedMs));
  expect(gaps(again)).toEqual(gaps(first));
  expect(first[0]!.startedMs % 1_000).toBe(0);
});

it('never sends before a request is due, so no duration is shorter than the answer took', async () => {
  const load = {
    port: portOf(limited),
    users: 1,
    requestsPerSecond: 200,
    seconds: 1,
    mix: endpoints,
    seed: 3,
  };
  const samples = await runOpenLoop(load);
  expect(Math.min(...samples.map((sample) => sample.durationMs))).toBeGreaterThan(0.05);
});

it('raises a closed model’s users step by step', async () => {
  const steps = [
    { users: 1, startSeconds: 0, durationSeconds: 0.5 },
    { users: 3, startSeconds: 0.5, durationSeconds: 0.5 },
  ];
  const samples = await runSteps({ port: portOf(open), steps, thinkMs: [20, 40], mix: endpoints, seed: 1 });
  expect([...new Set(samples.map((sample) => sample.users))]).toEqual([1, 3]);
  const before = samples.filter((sample) => sample.users === 1).length;
  expect(samples.length - before).toBeGreaterThan(before);
});
