import { describe, expect, it } from 'vitest';
import { ledgerPage } from '../../src/components/recommendations/ledger-tables.ts';
import type { LedgerEntry } from '../../src/model/run-report.ts';
import { recommendationSchema } from '../../src/model/documents/commentary.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const reports = makeReports([makeRun({ day: 1 }), makeRun({ day: 2 }), makeRun({ day: 3 })]);

const entry = (id: string, over: Partial<LedgerEntry> = {}, said: object = {}): LedgerEntry => ({
  from: 'run-001',
  recommendation: recommendationSchema.parse({ id, priority: 'low', text: `Do ${id}.`, ...said }),
  status: 'open',
  doneIn: null,
  expected: null,
  measured: null,
  measuredInterval: null,
  verdict: null,
  ...over,
});

const done = entry('cache', {
  status: 'done',
  doneIn: 'run-003',
  expected: { metric: 'response.p95', change: -0.3 },
  measured: -0.12,
  measuredInterval: { lower: -0.15, upper: -0.09 },
  verdict: 'less than expected',
});

describe('the ledger of recommendations', () => {
  it('groups open, done and rejected ones, and says so in its heading', () => {
    const rejected = entry('rewrite', { status: 'rejected' }, { reason: 'Too dear.' });
    const { headline, lede, tables } = ledgerPage([entry('index'), done, rejected], reports);
    expect(headline).toBe('3 recommendations: 1 open, 1 done, 1 rejected');
    expect(lede).toBe('1 recommendation measured: smaller than expected.');
    const two = [done, entry('pool', { verdict: 'no effect shown' })];
    expect(ledgerPage(two, reports).lede).toBe('2 effects measured: 1 smaller, 1 not detected.');
    expect(tables.map(({ heading }) => heading)).toEqual(['Open', 'Done', 'Rejected']);
    expect(tables[2]!.table.rows[0]!.reason!.text).toBe('Too dear.');
  });

  it('shows what was measured with its interval, and leads to both runs', () => {
    const { tables } = ledgerPage([done], reports);
    const row = tables[0]!.table.rows[0]!;
    expect(row.measured).toEqual({ text: '−12%', note: '95% interval −15% to −9%' });
    expect(row.verdict).toEqual({ text: 'smaller than expected', tone: 'unsure' });
    expect([row.from!.href, row.doneIn!.href]).toEqual(['runs/run-001/', 'runs/run-003/']);
  });

  it('lets the newest word on an id count, and names the first run that said it', () => {
    const { tables } = ledgerPage([entry('cache'), { ...done, from: 'run-002' }], reports);
    expect(tables.map(({ heading }) => heading)).toEqual(['Done']);
    expect(tables[0]!.table.rows[0]!.from).toMatchObject({ text: 'run-001', note: 'and 1 later run' });
  });

  it('puts open ones of high priority first', () => {
    const { tables } = ledgerPage([entry('a'), entry('b', {}, { priority: 'high' })], reports);
    expect(tables[0]!.table.rows.map((row) => row.recommendation!.text)).toEqual(['Do b.', 'Do a.']);
  });

  it('says why nothing was measured, and links no run that is not there', () => {
    const { tables } = ledgerPage([entry('x', { status: 'done', doneIn: 'run-009' })], reports);
    const row = tables[0]!.table.rows[0]!;
    expect(row.verdict).toEqual({ text: '–', note: 'no metric stated' });
    expect(row.doneIn).toEqual({ text: 'run-009' });
  });

  it('shows code in a recommendation as plain text', () => {
    const { tables } = ledgerPage([entry('a', {}, { text: 'Set `pool.size` to **50**.' })], reports);
    expect(tables[0]!.table.rows[0]!.recommendation!.text).toBe('Set pool.size to 50.');
  });

  it('has no table without any', () => {
    expect(ledgerPage([], reports)).toMatchObject({ headline: 'No recommendation yet', tables: [] });
  });
});
