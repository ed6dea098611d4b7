import { describe, expect, it } from 'vitest';
import {
  awaitCalls,
  claimWaiting,
  isInsideBase,
  JmeterLabel,
  JmeterThread,
  proveByFollower,
  proveByInner,
  waitForParent,
} from '../../../../src/ingest/formats/jmeter/jmeter-nesting.ts';

const label = (text: string): JmeterLabel => new JmeterLabel(text);

describe('a label', () => {
  it('has a base where it may be of a sub-result', () => {
    expect(['Pay', 'Pay-0', 'Pay-0-12', 'Pay-', '-0', 'Pay 7'].map((text) => label(text).base)).toEqual([
      null,
      'Pay',
      'Pay-0',
      null,
      null,
      null,
    ]);
  });
});

describe('a transaction', () => {
  const waiting = (): { thread: JmeterThread; buy: JmeterLabel } => {
    const thread = new JmeterThread();
    const buy = label('Buy');
    awaitCalls(thread, buy, 100, 200);
    return { thread, buy };
  };

  it('is proven by a row that starts inside it', () => {
    for (const [startMs, proven] of [
      [100, 1],
      [199, 1],
      [200, 0],
    ] as const) {
      const { thread, buy } = waiting();
      proveByFollower(thread, startMs);
      // Whether proven or over: nothing that follows tells more.
      expect([startMs, buy.provenTransactions, thread.pending.length]).toEqual([startMs, proven, 0]);
    }
    const { thread, buy } = waiting();
    proveByFollower(thread, 99);
    expect([buy.provenTransactions, thread.pending.length]).toEqual([0, 1]);
  });

  it('is proven by one that lies within it', () => {
    for (const [startMs, endMs, proven] of [
      [100, 200, 1],
      [120, 180, 1],
      [99, 180, 0],
      [120, 201, 0],
    ] as const) {
      const { thread, buy } = waiting();
      proveByInner(thread, startMs, endMs);
      expect([startMs, endMs, buy.provenTransactions, thread.pending.length]).toEqual([
        startMs,
        endMs,
        proven,
        1 - proven,
      ]);
    }
  });

  it('is proven with those around it', () => {
    const { thread, buy } = waiting();
    const outer = label('Outer');
    awaitCalls(thread, outer, 50, 300);
    proveByFollower(thread, 150);
    expect([buy.provenTransactions, outer.provenTransactions]).toEqual([1, 1]);
  });

  it('waits with 63 others, then the oldest is given up', () => {
    const thread = new JmeterThread();
    const first = label('first');
    awaitCalls(thread, first, 0, 1_000);
    for (let i = 1; i < 64; i++) awaitCalls(thread, label(`t${i}`), 0, 1_000);
    expect([thread.pending.length, thread.pending[0]?.label]).toEqual([64, first]);
    awaitCalls(thread, label('last'), 0, 1_000);
    expect([thread.pending.length, thread.pending[0]?.label.text]).toEqual([64, 't1']);
  });
});

describe('a sub-result', () => {
  it('lies in the row that its thread wrote last, give or take 5 ms', () => {
    const thread = new JmeterThread();
    [thread.lastLabel, thread.lastStartMs, thread.lastEndMs] = [label('Pay'), 100, 200];
    const inside = (text: string, startMs: number, endMs: number): boolean =>
      isInsideBase(label(text), thread, startMs, endMs);
    expect([inside('Pay-0', 100, 200), inside('Pay-0', 95, 205)]).toEqual([true, true]);
    expect([inside('Pay-0', 94, 200), inside('Pay-0', 100, 206)]).toEqual([false, false]);
    expect([inside('Buy-0', 100, 200), inside('Pay', 100, 200)]).toEqual([false, false]);
  });

  it('that came before its parent is claimed by it, give or take 5 ms', () => {
    const claimed = (text: string, startMs: number, endMs: number): number => {
      const thread = new JmeterThread();
      const child = label(text);
      waitForParent(child, thread, startMs, endMs);
      claimWaiting(label('Pay'), thread, 100, 200);
      expect(thread.waiting).toEqual([]);
      return child.insideBase;
    };
    expect([claimed('Pay-0', 95, 205), claimed('Pay-0', 94, 200), claimed('Pay-0', 100, 206)]).toEqual([
      1, 0, 0,
    ]);
    expect(claimed('Buy-0', 120, 150)).toBe(0);
  });

  it('waits with 63 others, then all are given up', () => {
    const thread = new JmeterThread();
    for (let i = 0; i < 64; i++) waitForParent(label('Pay-0'), thread, 0, 1);
    expect(thread.waiting).toHaveLength(64);
    waitForParent(label('Pay-0'), thread, 0, 1);
    expect(thread.waiting).toHaveLength(1);
  });
});
