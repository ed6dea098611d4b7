import { describe, expect, it } from 'vitest';
import type { EndpointDigest } from '../../../src/model/documents/digest.ts';
import { commentarySchema } from '../../../src/model/documents/commentary.ts';
import { defaultProject } from '../../../src/model/documents/project.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import type { Block } from '../../../src/model/section.ts';
import type { GatheredScenario } from '../../../src/report/measure/gather.ts';
import { conclusion } from '../../../src/report/sections/conclusion.ts';
import { configurationAdjustments } from '../../../src/report/sections/configuration-adjustments.ts';
import { noFiles } from '../../../src/report/sections/section-rule.ts';
import { objectiveCounts } from '../../../src/report/targets/objective-counts.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const reports = (manifest = {}): [RunReport, RunReport] =>
  makeReports([makeRun({ day: 1, manifest }), makeRun({ day: 2, manifest })]) as [RunReport, RunReport];
const input = (report: RunReport) => ({ report, project: defaultProject, files: noFiles });

describe('the conclusion', () => {
  const blocks = (actions: readonly string[]): readonly Block[] => {
    const [report] = reports();
    const commentary = commentarySchema.parse({ conclusion: 'Done.', actions });
    return conclusion.blocks(input({ ...report, commentary }));
  };

  it('has action items beside it if there is one', () => {
    expect(blocks([]).map(({ kind }) => kind)).toEqual(['text', 'commentary']);
    const [beside, ...others] = blocks(['Add an index.']);
    expect(others).toEqual([]);
    expect(beside).toMatchObject({
      kind: 'beside',
      main: [{ kind: 'text' }, { kind: 'commentary', markdown: 'Done.' }],
      side: [{ kind: 'heading' }, { kind: 'item', id: 'action-1', title: 'Add an index.' }],
    });
  });
});

describe('a configuration without differences', () => {
  const textsOf = (report: RunReport): string[] =>
    configurationAdjustments
      .blocks(input(report))
      .flatMap((block) => (block.kind === 'text' ? [block.text] : []));

  it('is known to be the same if anything of it is recorded in a run that has a baseline', () => {
    const same = /^The recorded configuration is the same as in run-001/;
    for (const manifest of [
      { system: { cpu: 'a' } },
      { environment: { server: 'b' } },
      { scenarios: [{ id: 'shop', parameters: { items: 3 } }] },
    ]) {
      const [first, second] = reports(manifest);
      expect(textsOf(second).join(), JSON.stringify(manifest)).toMatch(same);
      expect(textsOf(first).join()).not.toMatch(same);
    }
    expect(textsOf(reports()[1]).join()).not.toMatch(same);
    expect(textsOf(reports({ system: {} })[1]).join()).not.toMatch(same);
  });
});

describe('requests of an objective', () => {
  const objective = { id: 'up', share: 0.99, days: 30 };
  const counts = (over: Partial<EndpointDigest>): unknown => {
    const digest = { endpoint: 'pay', count: 100, errors: 3, latency: null, ...over };
    const scenario = {
      id: 'shop',
      endpoints: [{ digest, files: ['a.csv'], rejected: 2 }],
      pooled: null,
      transactions: [],
    };
    const [found] = objectiveCounts([objective], [scenario as unknown as GatheredScenario]);
    return [found?.counted, found?.leftOut.map(({ why }) => why)];
  };
  const unknown = [null, ['a tool reports no number of failures']];

  it('are bad if they failed, and rejected rows may have been', () => {
    expect(counts({})).toEqual([{ count: 100, least: 3, most: 5 }, []]);
  });

  it('are unknown if a tool gives no number of requests, or of failures', () => {
    expect([
      counts({ count: null }),
      counts({ errors: null }),
      counts({ count: null, errors: null }),
    ]).toEqual([unknown, unknown, unknown]);
  });
});
