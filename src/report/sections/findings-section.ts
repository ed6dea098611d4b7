import { formatDuration, formatValue } from '../../model/text/format.ts';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { Block, ItemBlock, Tone } from '../../model/section.ts';
import type { Judgement } from '../../model/documents/commentary.ts';

const tones: Record<Finding['severity'], Tone> = { high: 'bad', medium: 'unsure', low: 'neutral' };

const show = ({ value, unit }: Evidence): string =>
  typeof value === 'string' || unit === null ? String(value) : formatValue(value, unit);

/** Computed findings with what people said of them, then findings that people added. */
export function findingBlocks(findings: readonly Finding[], judgements: readonly Judgement[]): Block[] {
  const about = new Map(
    judgements.filter((one) => one.finding !== undefined).map((one) => [one.finding, one]),
  );
  const added = judgements.filter((one) => one.status === 'added');
  return [
    ...grouped(findings, (id) => about.has(id)).map(([finding, similar]) =>
      computed(finding, about.get(finding.id), similar),
    ),
    ...added.map(written),
  ];
}

/** A finding, and those of the same rule and endpoint in other scenarios. */
type Group = readonly [finding: Finding, similar: readonly Finding[]];

/**
 * To a reader, what a rule finds for one endpoint in several scenarios is one finding. Findings that people judged, or
 * that have a time window, stay separate.
 */
function grouped(findings: readonly Finding[], isJudged: (id: string) => boolean): Group[] {
  const keyOf = ({ id, rule, endpoint, window }: Finding): string =>
    isJudged(id) || window !== null || endpoint === null ? id : JSON.stringify([rule, endpoint]);
  return [...Map.groupBy(findings, keyOf).values()].flatMap(([first, ...similar]) =>
    first === undefined ? [] : [[first, similar] as const],
  );
}

function computed(
  finding: Finding,
  judgement: Judgement | undefined,
  similar: readonly Finding[],
): ItemBlock {
  const { id, title, severity, evidence, window, coincides, impact, lookAt } = finding;
  const isRejected = judgement?.status === 'rejected';
  const when =
    window === null
      ? []
      : [
          {
            label: 'When',
            value: `${formatDuration(window.startSeconds)} to ${formatDuration(window.endSeconds)} after the start`,
          },
        ];
  return {
    kind: 'item',
    id,
    title: `${title}.`,
    mark: isRejected
      ? { text: 'rejected', tone: 'neutral' }
      : {
          text: judgement?.status === 'confirmed' ? `${severity}, confirmed` : severity,
          tone: tones[severity],
        },
    facts: [
      ...evidence.map((one) => ({ label: one.label, value: show(one) })),
      ...when,
      ...(impact === null ? [] : [{ label: 'Impact', value: impact }]),
      ...(judgement?.impact === undefined ? [] : [{ label: 'Impact', value: judgement.impact }]),
      ...(coincides.length === 0
        ? []
        : [{ label: 'Changed at the same time (a hypothesis)', value: coincides.join('; ') }]),
      ...similar.map((one) => ({ label: 'Also', value: `${one.title}.` })),
      ...(lookAt === null ? [] : [{ label: 'Next step', value: lookAt }]),
    ],
    paragraphs: [
      ...(isRejected ? [`Rejected: ${judgement.reason ?? ''}`] : []),
      ...(judgement?.text === undefined ? [] : [judgement.text]),
    ],
  };
}

function written(judgement: Judgement, index: number): ItemBlock {
  return {
    kind: 'item',
    id: judgement.id ?? `added-${index + 1}`,
    title: judgement.text ?? '',
    mark: { text: 'added by a person', tone: 'neutral' },
    facts: judgement.impact === undefined ? [] : [{ label: 'Impact', value: judgement.impact }],
    paragraphs: judgement.reason === undefined ? [] : [judgement.reason],
  };
}
