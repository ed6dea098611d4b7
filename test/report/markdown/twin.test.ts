import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/model/run-report.ts';
import type { Block, Section } from '../../../src/model/section.ts';
import type { LayoutPart } from '../../../src/report/mdx/layout.ts';
import { layoutOf } from '../../../src/report/mdx/layout.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';
import { twinMarkdown, type ChartText } from '../../../src/report/markdown/twin.ts';
import { shortLayout } from '../../../src/report/retention.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const reportOf = (manifest = {}): RunReport => {
  const [report] = makeReports([makeRun({ day: 1, id: 'a-run', manifest })]) as [RunReport];
  return report;
};
const sectionOf = (blocks: readonly Block[]): Section => ({
  id: 'response-time',
  heading: 'Response time',
  short: 'Response',
  blocks,
});
const placed: readonly LayoutPart[] = [{ kind: 'section', id: 'response-time', nodes: [] }];
const chartText: ChartText = (chart) => (chart === 'known' ? { title: 'Title', caption: 'Caption.' } : null);

/** The twin below its heading, with plain spaces. */
const twin = (blocks: readonly Block[], layout = placed, report = reportOf()): string =>
  twinMarkdown(report, [sectionOf(blocks)], layout, chartText)
    .replaceAll('\u00a0', ' ')
    .replace(/^# .*\n\n/, '');

describe('the Markdown twin', () => {
  it('has the facts that are known', () => {
    const factsOf = (report: RunReport): string | undefined => twin([], placed, report).split('\n')[0];
    const known = 'Run a-run · 2026-11-02 10:00 UTC';
    expect(factsOf(reportOf())).toBe(known);
    expect(factsOf(reportOf({ version: '1.2', commit: 'abc' }))).toBe(`${known} · version 1.2 · commit abc`);
    const undated = reportOf();
    expect(factsOf({ ...undated, measures: { ...undated.measures, startedAt: null } })).toBe(
      'Run a-run · date not recorded',
    );
  });

  it('has the summary in short answers, unless the run is retired', () => {
    const [, report] = makeReports([
      makeRun({ day: 1, endpoints: { pay: { p50: 100 } } }),
      makeRun({ day: 2, endpoints: { pay: { p50: 100 } } }),
    ]) as [RunReport, RunReport];
    expect(twin([], placed, report)).toContain('**In short**\n\n- **');
    const retired = twinMarkdown(report, [], shortLayout, chartText);
    expect(retired).not.toContain('In short');
    expect(retired).toContain('Short report: ');
  });

  it('has the commentary around and inside a section, with the values that it names', () => {
    const body = [
      'Before <Value metric="response.p50" endpoint="pay" scenario="shop" />.',
      '<ResponseTime>\n\nInside.\n\n</ResponseTime>',
      '<Value metric="response.p50" endpoint="nothing" />',
      '<CpuUsage>\n\nOf a missing section.\n\n</CpuUsage>',
    ].join('\n\n');
    const layout = layoutOf(parseMdx(body, 'a-run.mdx'));
    const text = twin([{ kind: 'text', text: 'Computed.' }], layout);
    expect(text.slice(text.indexOf('Before'))).toBe(
      'Before 100 ms.\n\n## Response time\n\nInside.\n\nComputed.\n\n–\n\nOf a missing section.\n',
    );
  });

  it('has each kind of block', () => {
    const bodyOf = (...blocks: Block[]): string => {
      const text = twin(blocks);
      return text.slice(text.indexOf('## Response time') + 18).trim();
    };
    expect(bodyOf({ kind: 'heading', text: 'Part' })).toBe('### Part');
    expect(bodyOf({ kind: 'commentary', markdown: 'A *b*' })).toBe('A _b_');
    expect(bodyOf({ kind: 'empty', text: 'Nothing.', hint: 'Add some.' })).toBe('Nothing. Add some.');
    expect(bodyOf({ kind: 'figure', chart: 'known', caption: null })).toBe('**Chart: Title.** Caption.');
    expect(bodyOf({ kind: 'figure', chart: 'known', caption: 'Own.' })).toBe('**Chart: Title.** Own.');
    expect(bodyOf({ kind: 'figure', chart: 'other', caption: null })).toBe('');
    const folded = { kind: 'fold', summary: 'More', blocks: [{ kind: 'text', text: 'Inner.' }] } as const;
    expect(bodyOf(folded)).toBe('#### More\n\nInner.');
  });
});
