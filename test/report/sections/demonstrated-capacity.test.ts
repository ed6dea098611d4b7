import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src/model/documents/project.ts';
import type { RunReport, TargetResult } from '../../../src/model/run-report.ts';
import { demonstratedCapacity } from '../../../src/report/sections/demonstrated-capacity.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const project = projectSchema.parse({ messages: ['send'], sessions: ['open'], dayProfile: 0.1 });

interface Rates {
  messages?: number | null;
  sessions?: number | null;
  seconds?: number | null;
  misses?: boolean;
}

/** What a run of such scenarios is shown to carry: "value | evidence" per minute and per day. */
function limits(scenarios: Readonly<Record<string, Rates>>, rules = project): string[] {
  const [report] = makeReports([makeRun({ day: 0 })]) as [RunReport];
  const [row] = report.measures.throughput;
  const [scenario] = report.measures.scenarios;
  const all = Object.entries(scenarios);
  const measures = {
    ...report.measures,
    steps: [],
    scenarios: all.map(([id, { seconds = 60 }]) => ({
      ...scenario!,
      id,
      name: id,
      durationSeconds: seconds,
    })),
    throughput: all.map(([id, { messages = null, sessions = null }]) => ({
      ...row!,
      scenario: id,
      messagesPerMinute: messages,
      sessionsPerMinute: sessions,
    })),
  };
  const missing = all.filter(([, { misses }]) => misses).map(([id]) => ({ scenario: id, endpoint: null }));
  const targets = [{ metric: 'response.p95', failing: missing }] as unknown as TargetResult[];
  const { rows } = demonstratedCapacity({ ...report, measures, targets }, rules);
  return rows
    .slice(1)
    .map(({ value, evidence }) => `${String(value?.text)} | ${String(evidence?.text)}`)
    .map((line) => line.replaceAll('\u00a0', ' '));
}

describe('what the system is shown to carry', () => {
  it('needs the endpoints of messages and sessions, and that they were called', () => {
    expect(limits({ shop: {} }, projectSchema.parse({}))).toEqual([
      'not identifiable | Set "messages" in project.json to the endpoints whose requests are messages.',
      'not identifiable | Set "sessions" and "dayProfile" (share of a day’s sessions in its busiest hour) in project.json.',
    ]);
    expect(limits({ shop: {} })).toEqual([
      'not identifiable | No scenario sent messages.',
      'not identifiable | No scenario opened sessions.',
    ]);
  });

  it('is the highest rate of a scenario that misses no target', () => {
    // 20 a minute are 1,200 an hour: 12,000 a day, if a tenth of them come in the busiest hour.
    expect(limits({ calm: { messages: 90, sessions: 10 }, peak: { messages: 120, sessions: 20 } })).toEqual([
      'at least 120 | Sustained over the whole of peak, which misses no target.',
      'at least 12,000 | 20 per minute in peak, which misses no target. Assumes that the busiest hour has 10% of a day’s sessions.',
    ]);
  });

  it('names a scenario that had more but misses a target', () => {
    const peak = { messages: 120, sessions: 20, misses: true };
    expect(limits({ calm: { messages: 90, sessions: 10 }, peak })).toEqual([
      'at least 90 | Sustained over the whole of calm, which misses no target. peak had 120 per minute, but misses a target.',
      'at least 6,000 | 10 per minute in calm, which misses no target. Assumes that the busiest hour has 10% of a day’s sessions. peak had 20 per minute, but misses a target.',
    ]);
    const equal = limits({ calm: { messages: 120 }, peak });
    expect(equal[0]).toBe('at least 120 | Sustained over the whole of calm, which misses no target.');
    expect(limits({ peak })[0]).toBe(
      'not identifiable | Every scenario that has them misses a target. peak had 120 per minute, but misses a target.',
    );
  });

  it('is extrapolated from less than a minute', () => {
    expect(limits({ shop: { messages: 90, seconds: 59 } })[0]).toMatch(/^90 \|/);
    expect(limits({ shop: { messages: 90, seconds: 60 } })[0]).toMatch(/^at least 90 \|/);
    expect(limits({ shop: { messages: 90, seconds: null } })[0]).toMatch(/^at least 90 \|/);
  });

  it('has three digits of a day, rounded down, and no part of a session', () => {
    const perDay = (sessions: number): string | undefined =>
      limits({ shop: { sessions } })[1]?.split(' | ')[0];
    // 600 times as many.
    expect([perDay(2.2266), perDay(0.1), perDay(0.016)]).toEqual([
      'at least 1,330',
      'at least 60',
      'at least 9',
    ]);
  });

  it('is unknown if the busiest hour has less than an even share', () => {
    expect(limits({ shop: { sessions: 5 } }, { ...project, dayProfile: 0.04 })[1]).toBe(
      'not identifiable | "dayProfile" is below 1/24, an even share of the day.',
    );
  });
});
