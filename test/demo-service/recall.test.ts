import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRecall, type Recall } from './service/recall.ts';
import { openStore, seeded, type Store } from './service/store.ts';
import { messageText } from './service/texts.ts';
import { findVersion, versions } from './versions.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-demo-test-'));
const stores: Store[] = [];
afterAll(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(version: string): Recall {
  const { switches } = findVersion(version);
  const store = openStore(join(folder, `${version}.db`), {
    messageIndex: switches.messageIndex,
    journal: 'WAL',
  });
  stores.push(store);
  return createRecall(store, switches);
}

describe.each(['1.0.0', '1.2.0', '1.7.0'])('version %s', (version) => {
  const recall = start(version);

  it('finds the message whose very words are asked for', () => {
    const newest = seeded.sessions * seeded.messagesPerSession;
    const text = messageText((seeded.sessions - 1) * 1_000 + seeded.messagesPerSession - 1);
    const [best] = recall.retrieve(text);
    expect(best?.id).toBe(newest);
    expect(best?.score).toBeCloseTo(1, 5);
  });

  it('lists the sessions of an account with their numbers of messages', () => {
    const lines = recall.listSessions('team-2');
    expect(lines).toHaveLength(seeded.sessions / seeded.accounts);
    expect(lines.every((line) => line.messages === seeded.messagesPerSession)).toBe(true);
    expect(lines.every((line) => line.id % seeded.accounts === 2)).toBe(true);
  });

  it('answers a message and remembers it', async () => {
    const { id } = recall.createSession('guests', 'A talk');
    const sent = await recall.sendMessage(id, 'the piano needs a repair');
    expect(sent?.reply).toContain('5 words');
    expect(recall.analysis(id)?.messages).toBe(3 + 2);
    expect(recall.retrieve('the piano needs a repair')[0]?.id).toBe(sent?.id);
  });

  it('knows nothing of a session that does not exist', async () => {
    expect(await recall.sendMessage(999_999, 'hello')).toBeUndefined();
    expect(recall.analysis(999_999)).toBeUndefined();
  });
});

it('finds the same messages with both searches', () => {
  const ids = (recall: Recall): number[] => recall.retrieve(messageText(42)).map((hit) => hit.id);
  const query = ids(start('1.1.0'));
  expect(query).toHaveLength(10);
  expect(new Set(ids(start('1.4.0')))).toEqual(new Set(query));
});

it('keeps a snapshot of every message in 1.4.0, and none in 1.5.0', async () => {
  for (const [version, kept] of [
    ['1.4.0', 2],
    ['1.5.0', 0],
  ] as const) {
    const store = openStore(join(folder, `leak-${version}.db`), { messageIndex: true, journal: 'WAL' });
    stores.push(store);
    const recall = createRecall(store, findVersion(version).switches);
    await recall.sendMessage(1, 'first');
    await recall.sendMessage(1, 'second');
    expect(recall.snapshotCount).toBe(kept);
  }
});

it('names the known versions when it is asked for another', () => {
  expect(() => findVersion('9.9.9')).toThrow(/1\.0\.0, 1\.1\.0/);
  expect(new Set(versions.map((version) => version.id)).size).toBe(versions.length);
});
