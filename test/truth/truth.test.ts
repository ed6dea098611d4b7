import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/project/workspace.ts';
import { reportTally, historyTally } from './false-alarms.ts';
import { foundOf } from './found.ts';
import type { Plan } from './plan.ts';
import { missKey, missRemarks, remarkOn, remarks } from './remarks.ts';
import { findingStates, ledgerStates, targetStates } from './states.ts';
import { demoDocument, openDemo, readTruth } from './truth.ts';
import { formatted, truthSection, withSection } from './truth-section.ts';

const truth = readTruth();
if (truth.plan === null) process.stderr.write(`The truth of the demo is not tested: ${truth.why}.\n`);

describe.skipIf(truth.plan === null)('the truth of the demo', { timeout: 300_000 }, () => {
  const { plan, missing } = truth as { plan: Plan; missing: readonly string[] };
  let demo: Workspace;
  beforeAll(async () => {
    demo = await openDemo();
  }, 300_000);

  it('has every planned run, and none is ignored', () => {
    expect(missing).toEqual([]);
    const planned = new Set(plan.runs.map(({ run }) => run));
    expect(demo.annotations.filter(({ action, run }) => action === 'ignore' && planned.has(run))).toEqual([]);
  });

  it('is found: every planted change at its run, at its place, in its direction', () => {
    const found = foundOf(plan, demo);
    expect(found.length).toBeGreaterThan(30);
    for (const { change, result, opposite } of found) {
      const what = `${change.run} ${change.metric} ${change.scenario} ${change.endpoint ?? ''}`;
      // Each version is one session, so its reports suspect at most; histories of runs confirm most.
      expect([what, result !== 'missed', opposite]).toEqual([what, true, []]);
    }
    expect(found.filter(({ result }) => result === 'confirmed').length).toBeGreaterThanOrEqual(20);
  });

  it('keeps repeats of an unchanged version free of confirmed changes', () => {
    const first = plan.runs[0]!.version;
    const repeats = plan.runs.filter(({ version }) => version === first).map(({ run }) => run);
    const alarms = reportTally(plan, demo).confirmed.filter(({ run }) => repeats.includes(run));
    expect(alarms).toEqual([]);
    expect(repeats.length).toBeGreaterThanOrEqual(8);
  });

  it('does not compare across environments', () => {
    const elsewhere = new Set(plan.runs.flatMap(({ run, environment }) => (environment ? run : [])));
    expect(elsewhere.size).toBeGreaterThan(0);
    for (const { id, context } of demo.reports)
      if (context.baseline !== null) expect(elsewhere.has(context.baseline.id)).toBe(elsewhere.has(id));
  });

  it('shows in the verdicts of targets', () => {
    const states = targetStates(plan, demo);
    const inconclusive = ({ verdicts }: (typeof states)[number]): number => verdicts.get('inconclusive') ?? 0;
    const contradicted = states.filter((state) => state.others.length > inconclusive(state));
    expect(contradicted).toEqual([]);
    // Short runs with bursts, and steps of 3 and 4 s, leave a few open.
    expect(states.reduce((sum, state) => sum + inconclusive(state), 0)).toBeLessThanOrEqual(12);
  });

  it('shows in findings, in every run that has it', () => {
    const states = findingStates(plan, demo);
    for (const what of ['memory is kept for ever', 'errors begin at a load']) {
      const { expectedIn, foundIn } = states.find((state) => state.what === what)!;
      expect(foundIn).toEqual(expectedIn);
    }
  });

  it('shows in the effects that the ledger measured', () => {
    const states = ledgerStates(plan, demo);
    expect(states.length).toBeGreaterThan(0);
    expect(states.filter(({ agrees }) => !agrees)).toEqual([]);
  });

  it('has remarks only on false alarms and on changes without a change point', () => {
    const alarms = [...reportTally(plan, demo).confirmed, ...historyTally(plan, demo).confirmed];
    const used = new Set(alarms.flatMap((alarm) => remarkOn(alarm) ?? []));
    expect(remarks.filter((remark) => !used.has(remark))).toEqual([]);
    const missing = foundOf(plan, demo).filter(({ changePoint }) => changePoint === null);
    expect(missing.map(missKey)).toEqual(expect.arrayContaining(Object.keys(missRemarks)));
  });

  it('is told in docs/demo.md as it is (`node test/truth/write-truth-table.ts` writes it)', async () => {
    const document = await readFile(demoDocument, 'utf8');
    expect(document).toBe(await formatted(withSection(document, truthSection(plan, demo))));
  });
});
