import { describe, expect, it } from 'vitest';
import { diffPair } from '../../src/diff/diff-pair.ts';
import type { Finding } from '../../src/model/finding.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { commentarySchema } from '../../src/model/documents/commentary.ts';
import { twinMarkdown } from '../../src/report/markdown/twin.ts';
import { checkJudgedFindings } from '../../src/report/mdx/judged-findings.ts';
import { runJson } from '../../src/report/run-json.ts';
import { noFiles } from '../../src/report/sections/section-rule.ts';
import { sectionsOf } from '../../src/report/sections/sections-of.ts';
import { didYouMean } from '../../src/model/text/did-you-mean.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const limit = (id: string): Finding => ({
  id,
  rule: id,
  kind: 'limit',
  severity: 'low',
  title: `The limit ${id}`,
  scenario: null,
  endpoint: null,
  evidence: [],
  impact: null,
  window: null,
  coincides: [],
  lookAt: null,
});

const rejected = { finding: 'reported-only', status: 'rejected', reason: 'The tool is exact.' } as const;
const confirmed = { finding: 'too-few-samples', status: 'confirmed' } as const;

function reportWith(limits: readonly object[]): RunReport {
  const findings = [limit('reported-only'), limit('too-few-samples')];
  const run = makeRun({ id: 'run', day: 1, endpoints: { list: { p50: 10 } }, findings });
  return { ...makeReports([run])[0]!, commentary: commentarySchema.parse({ limits }) };
}

describe('limits that people judge', () => {
  const report = reportWith([rejected, confirmed]);
  const sections = sectionsOf({ report, project: defaultProject, files: noFiles });
  const notes = sections.find(({ id }) => id === 'additional-notes')!;

  it('stand in Additional notes as confirmed or rejected, with the reason', () => {
    const items = notes.blocks.flatMap((block) => (block.kind === 'item' ? [block] : []));
    expect(items.map(({ mark }) => mark?.text)).toEqual(['rejected', 'low, confirmed']);
    expect(items[0]!.paragraphs).toEqual(['Rejected: The tool is exact.']);
  });

  it('stand so in the twin and in the JSON', () => {
    const layout = [{ kind: 'section', id: notes.id, nodes: [] }] as const;
    expect(twinMarkdown(report, sections, layout, () => null)).toContain('Rejected: The tool is exact.');
    expect(runJson(report).findings.map(({ judgement }) => judgement)).toEqual([
      { status: 'rejected', reason: 'The tool is exact.', text: null },
      { status: 'confirmed', reason: null, text: null },
    ]);
  });

  it('stand so in a diff, as a finding and as words that changed', () => {
    const footing = { base: null, head: report, comparable: false, reasons: [], formerWords: null };
    const diff = diffPair({ ...footing, history: [], besides: [] }, defaultProject, []);
    expect(diff.findings.new[0]!.text).toBe('The limit reported-only (rejected: The tool is exact.)');
    expect(diff.words).toEqual([
      { id: 'finding.reported-only', text: 'rejected: The tool is exact.' },
      { id: 'finding.too-few-samples', text: 'confirmed' },
    ]);
  });
});

it('a judgement under another heading than its finding is a warning, with the right one', () => {
  const report = reportWith([confirmed]);
  const judged = { ...report, commentary: commentarySchema.parse({ bottlenecks: [confirmed] }) };
  const place = { file: 'run.mdx', lineOfText: () => 3, lineOf: () => 3, words: judged.commentary };
  expect(checkJudgedFindings(report, place as never, didYouMean)).toEqual([]);
  expect(checkJudgedFindings(judged, place as never, didYouMean)).toMatchObject([
    { severity: 'warning', path: 'bottlenecks.0.finding', hint: 'Move it to "limits".' },
  ]);
});

it('a judgement of a finding that the run does not have is an error, with the nearest name', () => {
  const report = reportWith([{ ...rejected, finding: 'reported-onyl' }]);
  const place = { file: 'run.mdx', lineOfText: () => 3, lineOf: () => 3, words: report.commentary };
  const [found, ...others] = checkJudgedFindings(report, place as never, didYouMean);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    severity: 'error',
    line: 3,
    path: 'limits.0.finding',
    hint: 'Did you mean `reported-only`?',
  });
});
