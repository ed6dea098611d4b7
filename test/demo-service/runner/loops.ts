import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../random.ts';
import { callOf, type Call, type Endpoint } from './calls.ts';
import { createClient, type Client } from './client.ts';
import type { Sample } from './sample.ts';

/** One level of concurrent users, held for a time. */
export interface Step {
  readonly users: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

const epochMs = (): number => performance.timeOrigin + performance.now();

/**
 * Waits until a moment and never ends before it. A timer counts whole milliseconds and may fire up to one early, which
 * would make a request seem faster than it was; so the last two are waited out turn by turn.
 */
async function waitUntil(atMs: number): Promise<void> {
  const timerMs = Math.floor(atMs - epochMs()) - 2;
  if (timerMs > 0) await sleep(timerMs);
  while (epochMs() < atMs) await setImmediate();
}

/** The next whole second, so that a report's time slices line up with steps and warm-up. */
async function nextSecond(): Promise<number> {
  const startMs = Math.ceil(epochMs() / 1_000) * 1_000;
  await waitUntil(startMs);
  return startMs;
}

/**
 * An open model: requests are due at times fixed beforehand, whatever the answers do. A duration runs from the moment
 * the request was due, so a late answer also counts for those that waited behind it (no coordinated omission).
 */
export async function runOpenLoop(options: {
  port: number;
  users: number;
  requestsPerSecond: number;
  seconds: number;
  mix: readonly Endpoint[];
  seed: number;
}): Promise<Sample[]> {
  const { port, users, requestsPerSecond, seconds, mix, seed } = options;
  const random = seededRandom(seed);
  const clients = Array.from({ length: users }, () => createClient(port));
  const startedMs = await nextSecond();
  const pending: Promise<Sample>[] = [];
  let dueMs = startedMs;
  for (let n = 0; dueMs < startedMs + seconds * 1_000; n++) {
    await waitUntil(dueMs);
    const user = n % users;
    const call = callOf(mix[n % mix.length]!, user, n);
    pending.push(measure(clients[user]!, call, dueMs, users));
    dueMs += (-Math.log(1 - random()) * 1_000) / requestsPerSecond;
  }
  const samples = await Promise.all(pending);
  for (const client of clients) client.close();
  return samples;
}

/** A closed model in steps: each user waits for an answer, thinks, and goes on; users join as the steps rise. */
export async function runSteps(options: {
  port: number;
  steps: readonly Step[];
  thinkMs: readonly [number, number];
  mix: readonly Endpoint[];
  seed: number;
}): Promise<Sample[]> {
  const { port, steps, thinkMs, mix, seed } = options;
  const startedMs = await nextSecond();
  const last = steps[steps.length - 1]!;
  const endMs = startedMs + (last.startSeconds + last.durationSeconds) * 1_000;
  const usersAt = (atMs: number): number =>
    steps.findLast((step) => atMs >= startedMs + step.startSeconds * 1_000)?.users ?? 0;
  const samples: Sample[] = [];
  const live = async (user: number, joinMs: number): Promise<void> => {
    const random = seededRandom(seed + user);
    const client = createClient(port);
    if (user > 0) await sleep(Math.max(0, joinMs - epochMs()) + random() * thinkMs[0]);
    for (let turn = 0; epochMs() < endMs; turn++) {
      const call = callOf(mix[(user + turn) % mix.length]!, user, turn);
      const sentMs = epochMs();
      samples.push(await measure(client, call, sentMs, usersAt(sentMs)));
      await sleep(thinkMs[0] + random() * (thinkMs[1] - thinkMs[0]));
    }
    client.close();
  };
  await Promise.all(
    Array.from({ length: last.users }, (_, user) => {
      const joined = steps.find((step) => step.users > user)!;
      return live(user, startedMs + joined.startSeconds * 1_000);
    }),
  );
  return samples;
}

async function measure(client: Client, call: Call, fromMs: number, users: number): Promise<Sample> {
  const outcome = await client.send(call);
  return { ...outcome, startedMs: fromMs, endpoint: call.endpoint, durationMs: epochMs() - fromMs, users };
}
