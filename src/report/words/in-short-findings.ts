import { sentence, type ShortAnswer } from './short-answer.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/run-report.ts';

/** The most findings to name; the others are counted. */
const mostNamed = 2;

/** Findings of high severity that nobody rejected and that no other line of the summary states. */
export function findings(report: RunReport): ShortAnswer | null {
  const severe = oneOfEachRule(report.measures.findings.filter((one) => isNews(one, report)));
  const [first] = severe;
  if (first === undefined) return null;
  const named = severe.slice(0, mostNamed);
  const left = severe.length - named.length;
  const more = left === 0 ? '' : `; and ${left} more`;
  return {
    label: 'Findings',
    text: sentence(`${named.map(({ title }) => title).join('; ')}${more}`),
    section: first.kind === 'bottleneck' ? 'performance-bottlenecks' : 'performance-anomalies',
  };
}

/** Several scenarios or endpoints often have the same finding. */
const oneOfEachRule = (all: readonly Finding[]): Finding[] =>
  [...Map.groupBy(all, ({ rule }) => rule).values()].flatMap((same) => same.slice(0, 1));

/** What the lines on targets and on errors state. */
const statedElsewhere = new Set(['target-missed', 'many-errors', 'dominating-error']);

function isNews({ id, rule, severity, kind }: Finding, { commentary }: RunReport): boolean {
  const judgements = [...commentary.bottlenecks, ...commentary.anomalies];
  const isRejected = judgements.some((one) => one.finding === id && one.status === 'rejected');
  return severity === 'high' && kind !== 'limit' && !statedElsewhere.has(rule) && !isRejected;
}
