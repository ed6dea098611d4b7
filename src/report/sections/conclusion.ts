import { plainText } from '../mdx/plain-text.ts';
import type { LedgerEntry, RunReport } from '../../model/run-report.ts';
import type { Block } from '../../model/section.ts';
import { missedObjectives, objectiveName } from '../targets/missed-objectives.ts';
import { verdictSentence } from '../targets/verdict-sentence.ts';
import { verdictTone } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const conclusion: SectionRule = {
  id: 'conclusion',
  heading: 'Conclusion',
  short: 'Conclusion',
  ofBenchmarks: 'with-data',
  empty: { text: 'There is no verdict.', hint: 'List "targets" in project.json.' },
  blocks: ({ report }: SectionInput): Block[] => {
    if (report.targets.length === 0 && report.commentary.conclusion === undefined) return [];
    const actions = actionsOf(report);
    const summary: Block[] = [
      { kind: 'text', text: verdictSentence(report), tone: verdictTone(report.verdict) },
      ...(report.commentary.conclusion === undefined
        ? []
        : [{ kind: 'commentary', markdown: report.commentary.conclusion } as const]),
    ];
    const items = actions.map(
      (title, i) =>
        ({ kind: 'item', id: `action-${i + 1}`, title, mark: null, facts: [], paragraphs: [] }) as const,
    );
    return items.length === 0
      ? summary
      : [{ kind: 'beside', main: summary, side: [{ kind: 'heading', text: 'Key action items' }, ...items] }];
  },
};

/** What people wrote, missed targets, and open recommendations of high priority, each once. */
function actionsOf({ commentary, targets, context }: RunReport): string[] {
  const isOpen = ({ recommendation, status }: LedgerEntry): boolean =>
    recommendation.priority === 'high' && status === 'open';
  return [
    ...new Set([
      ...commentary.actions,
      ...targets
        .filter(({ verdict }) => verdict === 'not met')
        .map(({ label }) => `Meet the target ${label}.`),
      ...missedObjectives({ context }).map(
        ({ objective }) => `Meet the objective ${objectiveName(objective)}.`,
      ),
      ...context.own.filter(isOpen).map(({ recommendation }) => plainText(recommendation.text)),
      ...context.ledger
        .filter(isOpen)
        .map(({ recommendation, from }) => `${plainText(recommendation.text)} (open since ${from})`),
    ]),
  ];
}
