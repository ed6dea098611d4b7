import { describe, expect, it } from 'vitest';
import type { ResponseRow, RunMeasures } from '../../../src/model/run-measures.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { reportedOnly } from '../../../src/report/findings/reported-only.ts';
import { tooFewSamples } from '../../../src/report/findings/too-few-samples.ts';
import type { FindingInput, FindingRule } from '../../../src/report/findings/rule.ts';
import { projectSchema } from '../../../src/model/documents/project.ts';
import { makeRun } from '../../history/make-run.ts';

const [row] = makeRun({ day: 1 }).response as [ResponseRow];
const of = (source: 'exact' | 'reported', over: Partial<ResponseRow> = {}): ResponseRow => ({
  ...row,
  latencyMs: row.latencyMs && { ...row.latencyMs, source },
  ...over,
});
const inputOf = (response: readonly ResponseRow[], over: Partial<RunMeasures> = {}): FindingInput =>
  ({
    measures: { ...makeRun({ day: 1 }), ...over, response },
    project: projectSchema.parse({}),
    scenarios: [],
    targets: [],
    resources: { memory: [], cpu: [] },
  }) as unknown as FindingInput;
const found = (rule: FindingRule, ...response: readonly ResponseRow[]): readonly Finding[] =>
  rule.find(inputOf(response));

describe('response times that a tool reported', () => {
  const titleOf = (...response: readonly ResponseRow[]): string | undefined =>
    found(reportedOnly, ...response)[0]?.title;

  it('are counted among all', () => {
    expect(titleOf(of('exact'))).toBeUndefined();
    expect(titleOf(of('reported'))).toMatch(/^All response times are reported by the tool and have no/);
    expect(titleOf(of('reported'), of('exact'))).toMatch(
      /^1 of 2 response-time rows is reported by the tool and has no/,
    );
    expect(titleOf(of('reported'), of('reported'), of('exact'))).toMatch(
      /^2 of 3 .* rows are reported .* and have no/,
    );
  });

  it('name three files at most, each once', () => {
    const filesOf = (...files: readonly string[][]): unknown =>
      found(reportedOnly, ...files.map((some) => of('reported', { files: some })))[0]?.evidence[0]?.value;
    expect(filesOf(['a'], ['a'])).toBe('a');
    expect(filesOf(['a', 'b'], ['c'])).toBe('a, b, c');
    expect(filesOf(['a', 'b'], ['c', 'd', 'e'])).toBe('a, b, c and 2 more');
  });
});

describe('too few samples', () => {
  it('are the requests of a reported row whose samples nobody counted', () => {
    // 72 = the fewest samples with a 95% interval of the 95th percentile: 0.95^72 < 0.025.
    const titles = (one: ResponseRow): number => found(tooFewSamples, one).length;
    expect(titles(of('reported', { timedCount: null, count: 71 }))).toBe(1);
    expect(titles(of('reported', { timedCount: null, count: 72 }))).toBe(0);
    expect(titles(of('reported', { timedCount: 71, count: 900 }))).toBe(1);
    expect(titles(of('exact', { timedCount: null, count: 71 }))).toBe(0);
    expect(titles(of('exact', { timedCount: 71, count: 900 }))).toBe(1);
  });
});
