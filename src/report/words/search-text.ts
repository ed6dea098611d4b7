import { isCalled } from '../../model/metrics/called.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Commentary } from '../../model/documents/commentary.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { changesInShort } from '../changes-in-short.ts';
import { headline } from './headline.ts';
import type { LayoutPart } from '../mdx/layout.ts';
import { visit } from '../mdx/parse-mdx.ts';

/** The commentary, from the frontmatter and the body. */
function commentaryTexts(words: Commentary, layout: readonly LayoutPart[]): (string | undefined)[] {
  const prose: string[] = [];
  for (const { nodes } of layout)
    for (const node of nodes)
      visit(node, (one) => {
        if (one.type === 'text' || one.type === 'inlineCode' || one.type === 'code') prose.push(one.value);
      });
  return [
    words.summary,
    ...words.recommendations.map(({ text }) => text),
    ...words.adjustments.map(({ rationale }) => rationale),
    ...[...words.bottlenecks, ...words.anomalies].flatMap(({ text, reason }) => [text, reason]),
    ...words.trends,
    ...words.scaling,
    ...words.notes,
    words.conclusion,
    ...words.actions,
    prose.join(' '),
  ];
}

/** "Error Rate not met", "95th percentile response time possibly regressed": verdicts in the words of the pages. */
function verdictTexts({ targets, context }: RunReport): string[] {
  const called = changesInShort(context).called.filter(isCalled);
  const changes = called.flatMap((change) => {
    const { label, verb } = wordingOf(change.verdict, change.certainty);
    return [label, `${metricOf(change).label} ${verb}`];
  });
  return [...targets.map(({ label, verdict }) => `${label} ${verdict}`), ...new Set(changes)];
}

/** The searchable text of a run: its verdicts, names, findings, metrics and commentary, without numbers. */
export function searchText(report: RunReport, layout: readonly LayoutPart[]): string {
  const { measures, commentary } = report;
  const { manifest } = measures;
  const parts = [
    headline(report),
    ...verdictTexts(report),
    ...commentaryTexts(commentary, layout),
    ...measures.findings.map(({ title }) => title),
    ...measures.scenarios.map(({ name }) => name),
    ...new Set(measures.response.map(({ label }) => label)),
    ...new Set(measures.memory.map(({ operation }) => operation)),
    manifest.version,
    manifest.commit,
    manifest.commit?.slice(0, 7),
    manifest.branch,
    manifest.tester,
  ];
  const sentences = parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : [part]));
  return sentences.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ');
}
