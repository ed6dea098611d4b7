import { formatDuration, formatMoment } from '../../model/text/format.ts';
import type { Block, FactsBlock } from '../../model/section.ts';
import { verdictSentence } from '../targets/verdict-sentence.ts';
import { annotationText } from '../words/annotation-text.ts';
import { comparedWith, pairsNote, whyNotCompared } from '../words/compared-with.ts';
import { text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const testOverview: SectionRule = {
  id: 'test-overview',
  heading: 'Test overview',
  short: 'Overview',
  empty: { text: 'Nothing is known about this run.', hint: 'Describe it in run.json.' },
  blocks: ({ report }: SectionInput): Block[] => [
    ...(report.commentary.summary === undefined
      ? []
      : [{ kind: 'commentary', markdown: report.commentary.summary } as const]),
    facts({ report }),
    { kind: 'text', text: verdictSentence(report) },
    ...(report.context.annotations ?? []).map(
      (one) => ({ kind: 'text', text: annotationText(one), tone: 'unsure' }) as const,
    ),
    ...(report.measures.manifest.notes === undefined
      ? []
      : [{ kind: 'commentary', markdown: report.measures.manifest.notes } as const]),
  ],
};

const notRecorded = 'not recorded';

function facts({ report }: Pick<SectionInput, 'report'>): FactsBlock {
  const { manifest, startedAt, durationSeconds, orderedBy } = report.measures;
  const when = startedAt === null ? notRecorded : formatMoment(startedAt);
  const how =
    orderedBy === 'startedAt' || orderedBy === null
      ? {}
      : { note: `from the ${orderedBy === 'id' ? 'run id' : 'first sample'}` };
  return {
    kind: 'facts',
    facts: [
      { label: 'Date', value: text(when, how) },
      { label: 'Tester', value: text(manifest.tester ?? notRecorded) },
      { label: 'Version tested', value: text(manifest.version ?? notRecorded) },
      { label: 'Commit', value: text(manifest.commit ?? notRecorded) },
      ...(manifest.branch === undefined ? [] : [{ label: 'Branch', value: text(manifest.branch) }]),
      {
        label: 'Duration',
        value: text(durationSeconds === null ? scenarioDurations(report) : formatDuration(durationSeconds)),
      },
      { label: 'Run id', value: text(report.id) },
      { label: 'Compared with', value: baselineCell(report) },
    ],
  };
}

/** Tests whose files share no clock have a duration each, and none together: "9.12 s to 2 min per scenario". */
function scenarioDurations({ measures: { scenarios } }: SectionInput['report']): string {
  const known = scenarios
    .flatMap(({ durationSeconds }) => durationSeconds ?? [])
    .toSorted((a, b) => a - b)
    .map(formatDuration);
  const [shortest, longest] = [known[0], known.at(-1)];
  if (shortest === undefined || longest === undefined) return notRecorded;
  return `${shortest === longest ? shortest : `${shortest} to ${longest}`} per scenario`;
}

/** Links to the comparison with the baseline. */
function baselineCell({ context, id: head }: SectionInput['report']): ReturnType<typeof text> {
  if (context.baseline === null) return text('none', { note: context.noBaseline ?? 'no earlier run' });
  const { id: base } = context.baseline;
  const note = pairsNote(context);
  if (note !== null) return text(comparedWith(context), { note });
  const whyNot = whyNotCompared(context);
  return text(base, {
    href: `compare/?${new URLSearchParams({ base, head }).toString()}`,
    ...(whyNot !== null && { note: `${whyNot}, so nothing can be compared` }),
  });
}
