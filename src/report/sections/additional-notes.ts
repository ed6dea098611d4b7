import { formatValue, formatDuration } from '../../model/text/format.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Block } from '../../model/section.ts';
import { findingBlocks } from './findings-section.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const additionalNotes: SectionRule = {
  id: 'additional-notes',
  heading: 'Additional notes',
  short: 'Notes',
  ofBenchmarks: 'with-data',
  empty: { text: 'No notes.', hint: 'Write "notes" in the run’s MDX.' },
  blocks: ({ report }: SectionInput): Block[] => {
    const limits = limitsOf(report.measures);
    const said = report.commentary.notes.map((markdown) => ({ kind: 'commentary', markdown }) as const);
    const found = findingBlocks(
      report.measures.findings.filter(({ kind }) => kind === 'limit'),
      report.commentary.limits,
    );
    const measured: Block[] = [
      ...(limits.length === 0 ? [] : [{ kind: 'heading', text: 'How this was measured' } as const]),
      ...limits.map((one) => ({ kind: 'text', text: one }) as const),
    ];
    return said.length > 0 && measured.length > 0
      ? [...found, { kind: 'beside', main: said, side: measured }]
      : [...said, ...found, ...measured];
  },
};

/** Warnings about files that a finding reports with a next step, or a table beside the targets. */
const shownElsewhere = new Set(['appended-runs', 'failed-thresholds', 'failed-assertions']);

/** What limits this run's measurements, in sentences. */
function limitsOf(measures: RunMeasures): string[] {
  return [
    ...refused(measures),
    ...warmups(measures),
    ...(measures.pauses ?? []).map((text) => `${text} They may be of different tests.`),
    ...(measures.disagreements ?? []).map(
      ({ file, message }) => `${file === null ? '' : `${file}: `}${message} Only the samples are counted.`,
    ),
    ...measures.sources.flatMap(({ file, warnings }) =>
      warnings.filter(({ code }) => !shownElsewhere.has(code)).map(({ message }) => `${file}: ${message}`),
    ),
  ];
}

function refused({ sources }: RunMeasures): string[] {
  return sources
    .filter(({ refused: { count } }) => count > 0)
    .map(({ file, rows, refused: { count, first } }) => {
      const [example] = first;
      const why =
        example === undefined
          ? ''
          : `, the first on line ${example.line}: ${example.reason.replaceAll('`', '')}`;
      return `${file}: ${formatValue(count, 'count')} of ${formatValue(rows, 'count')} rows were rejected and are not counted${why.replace(/[.]$/, '')}.`;
    });
}

function warmups({ scenarios }: RunMeasures): string[] {
  return scenarios
    .filter(({ warmupSeconds }) => warmupSeconds !== null && warmupSeconds > 0)
    .map(
      ({ name, warmupSeconds, warmupRequests }) =>
        `${name}: the first ${formatDuration(warmupSeconds ?? 0)} (${formatValue(warmupRequests, 'count')} requests) are warm-up and not counted.`,
    );
}
