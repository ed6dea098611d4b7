import { describe, expect, it } from 'vitest';
import { distributionShift } from '../../src/charts/distribution-shift.ts';
import { ChartDrawer, noCache } from '../../src/charts/vega/chart-drawer.ts';
import { distributionShifts } from '../../src/history/compare/distribution-shifts.ts';
import { present } from '../../src/model/checked.ts';
import { noCommentary } from '../../src/model/documents/commentary.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange, RunReport } from '../../src/model/run-report.ts';
import { runReport } from '../../src/report/build-report.ts';
import { shiftSentence } from '../../src/report/words/shift-text.ts';
import { measuresOf } from '../report/findings/make-load.ts';

/** Two minutes at 20 requests a second; every tenth of them takes `tail` times as long. */
const run = (tail: number, level = 100, seed = 1): Promise<RunMeasures> =>
  measuresOf({
    loads: [
      {
        seconds: 120,
        rate: 20,
        spread: 0.1,
        seed,
        medianMs: ({ t }) => (Math.floor(t * 20) % 10 === 0 ? level * tail : level),
      },
    ],
  });

const called: MetricChange = {
  metric: 'response.p95',
  scenario: 'load',
  endpoint: 'read',
  base: 100,
  head: 200,
  relative: 1,
  interval: { lower: 0.5, upper: 1.5 },
  verdict: 'worse',
  certainty: 'suspected',
  basis: { evidence: '' },
};

describe('how a distribution shifted', () => {
  it('is told where the tail got slower and the median did not', async () => {
    const [shift] = distributionShifts(await run(2), await run(4, 100, 7), [called]);
    expect(shiftSentence(present(shift, 'the tail doubled'))).toMatch(
      /^p95 and above rose \(\+\d\d.*%\); no change detected in p\d+ and below$/,
    );
  });

  it('is not told where all got slower alike, nor where nothing is called changed', async () => {
    expect(distributionShifts(await run(2), await run(2, 200, 7), [called])).toEqual([]);
    expect(distributionShifts(await run(2), await run(4, 100, 7), [])).toEqual([]);
  });

  it('is drawn with its band', async () => {
    const [base, head] = [await run(2), await run(4, 100, 7)];
    const context: RunReport['context'] = {
      previous: null,
      baseline: null,
      noBaseline: null,
      changes: [],
      configuration: [],
      changePoints: [],
      drifts: [],
      shifts: distributionShifts(base, head, [called]),
      own: [],
      ledger: [],
      adjustments: [],
      lastFix: null,
      earlierRuns: 1,
      comparedRuns: 1,
      repeats: 0,
    };
    const report = runReport(head, noCommentary, context, defaultProject);
    expect(distributionShift.read(report)?.table.rows.length).toBeGreaterThanOrEqual(6);
    const drawn = await new ChartDrawer(noCache).render('distribution-shift', report);
    expect(drawn?.panels[0]?.svg).toContain('var(--band-99)');
  });
});
