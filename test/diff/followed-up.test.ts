import { describe, expect, it } from 'vitest';
import { findingsMissing, followedUp, judgedFinding, wordsChanged } from '../../src/diff/diff-notes.ts';
import { commentarySchema, recommendationSchema } from '../../src/model/documents/commentary.ts';
import type { LedgerEntry, RunReport } from '../../src/model/run-report.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const [report] = makeReports([makeRun({ day: 1, id: 'r2' })]) as [RunReport];

const entry = (over: Partial<LedgerEntry>): LedgerEntry => ({
  from: 'r1',
  recommendation: recommendationSchema.parse({ id: 'cache', priority: 'high', text: 'Cache the menu' }),
  status: 'done',
  doneIn: 'r2',
  expected: null,
  measured: null,
  measuredInterval: null,
  verdict: null,
  ...over,
});

const noteOf = (over: Partial<LedgerEntry>): string | undefined =>
  followedUp({ ...report, context: { ...report.context, own: [], ledger: [entry(over)] } })[0]?.text;

describe('a recommendation that the run of a diff implements', () => {
  it('has nothing but its text if nothing was expected', () => {
    expect(noteOf({})).toBe('Cache the menu (recommended by r1)');
    expect(noteOf({ from: 'r2' })).toBe('Cache the menu');
  });

  it('has what was expected and what was measured, with bounds where both exist', () => {
    const expected = { metric: 'response.p95', change: -0.3 } as const;
    const measured = { expected, measured: -0.25, verdict: 'as expected' } as const;
    const start = 'Cache the menu (recommended by r1). Expected −30%';
    expect(noteOf({ expected })).toBe(start);
    expect(noteOf({ expected, verdict: 'cannot tell' })).toBe(`${start}; inconclusive`);
    expect(noteOf({ ...measured, measuredInterval: { lower: -0.35, upper: -0.15 } })).toBe(
      `${start}, measured −25% (−35% to −15%): as expected`,
    );
    expect(noteOf({ ...measured, measuredInterval: { lower: -0.35, upper: null } })).toBe(
      `${start}, measured −25%: as expected`,
    );
  });

  it('is none that another run implements', () => {
    expect(noteOf({ doneIn: 'r3' })).toBeUndefined();
    expect(noteOf({ doneIn: null })).toBeUndefined();
  });
});

describe('notes of a diff', () => {
  it('name the findings that only one run has, and what people judged of them', () => {
    const finding = { id: 'stall', title: 'A stall' };
    expect(
      findingsMissing([finding, { id: 'knee', title: 'A knee' }], [{ ...finding, title: 'Stalled' }]),
    ).toEqual([{ id: 'knee', text: 'A knee' }]);
    const words = commentarySchema.parse({
      bottlenecks: [{ finding: 'stall', status: 'rejected', reason: 'A backup ran' }],
    });
    const judged = { ...finding, kind: 'bottleneck' } as Parameters<typeof judgedFinding>[0];
    expect(judgedFinding(judged, words).title).toMatch(/^A stall \(rejected/);
    expect(judgedFinding({ ...judged, id: 'knee' }, words).title).toBe('A stall');
  });

  it('say when the requirements are met, not met, or nobody says so any more', () => {
    const stated = (meetsRequirements?: boolean): ReturnType<typeof commentarySchema.parse> =>
      commentarySchema.parse({ meetsRequirements });
    const id = 'meetsRequirements';
    expect(wordsChanged(null, stated(true))).toEqual([{ id, text: 'meets the requirements' }]);
    expect(wordsChanged(stated(true), stated(false))).toEqual([
      { id, text: 'does not meet the requirements' },
    ]);
    expect(wordsChanged(stated(true), stated())).toEqual([{ id, text: '' }]);
    expect(wordsChanged(stated(true), stated(true))).toEqual([]);
  });

  it('name judgements that changed by their finding, or by their place', () => {
    const before = commentarySchema.parse({
      anomalies: [{ text: 'Slow disk.' }, { finding: 'stall', status: 'confirmed' }],
    });
    const after = commentarySchema.parse({ anomalies: [{ text: 'Slow network.' }] });
    const changed = wordsChanged(before, after);
    expect(changed.map(({ id }) => id)).toEqual(['anomalies.1', 'finding.stall']);
    expect(changed.map(({ text }) => text)).toEqual(['Slow network.', '']);
  });
});
