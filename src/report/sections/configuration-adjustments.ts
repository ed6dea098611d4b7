import { formatChange, formatChangeRange } from '../../model/text/format.ts';
import type {
  AdjustmentEntry,
  ConfigurationChange,
  MetricChange,
  RunReport,
} from '../../model/run-report.ts';
import type { Block, Cell } from '../../model/section.ts';
import type { Adjustment } from '../../model/documents/commentary.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import { effectWording, wordingOf } from '../../model/text/verdict-wording.ts';
import { asRelative } from '../as-relative.ts';
import { placeTextOf, type PlaceText } from '../words/place-text.ts';
import { text } from './cells.ts';
import { expectationText } from './recommendations.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const configurationAdjustments: SectionRule = {
  id: 'configuration-adjustments',
  heading: 'Configuration adjustments',
  short: 'Configuration',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'No adjustment is proposed, and no configuration difference from a baseline is known.',
    hint: 'Record "system", "environment" and "parameters" in run.json: differences are found by comparing. Propose "adjustments" in the run’s MDX.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const found = report.context.configuration;
    const stated = report.commentary.adjustments;
    const placeText = placeTextOf(report.measures);
    const about = new Map(stated.map((one) => [one.key, one]));
    const rows = [
      ...found.map((change) => {
        const made = report.context.adjustments.find(({ adjustment }) => adjustment.key === change.key);
        return made === undefined
          ? foundRow(change, about.get(change.key), report.context.changes, placeText)
          : madeRow(change, made, about.get(change.key), placeText);
      }),
      ...stated
        .filter(({ key }) => !found.some((change) => change.key === key))
        .map((one) => proposedRow(one, placeText)),
    ];
    if (rows.length === 0)
      return isKnownSame(report) && report.measures.kind === 'load' ? [sameAsBaseline(report)] : [];
    return [
      {
        kind: 'table',
        id: 'configuration',
        caption:
          report.context.baseline === null
            ? 'Adjustments'
            : `Differences from ${report.context.baseline.id}, and proposed adjustments`,
        columns: [
          { key: 'key', label: 'Setting', type: 'code' },
          { key: 'from', label: 'From', type: 'text', isBefore: true },
          { key: 'to', label: 'To', type: 'text' },
          { key: 'rationale', label: 'Rationale', type: 'text', phone: 'last' },
          { key: 'expected', label: 'Expected impact', type: 'text', phone: 'last' },
          { key: 'measured', label: 'Measured', type: 'number', phone: 'last' },
        ],
        isStacked: true,
        rows,
      },
    ];
  },
};

/** True where this run records a configuration and was compared with a baseline: then no difference means none. */
const isKnownSame = ({ context, measures: { manifest, systemFromFiles, scenarios } }: RunReport): boolean =>
  context.baseline !== null &&
  [
    manifest.system,
    manifest.environment,
    systemFromFiles,
    ...scenarios.map(({ parameters }) => parameters),
  ].some((recorded) => Object.keys(recorded ?? {}).length > 0);

const sameAsBaseline = ({ context }: RunReport): Block => ({
  kind: 'text',
  text: `The recorded configuration is the same as in ${context.baseline?.id ?? 'the baseline'}, and no adjustment is proposed.`,
});

function foundRow(
  { key, from, to }: ConfigurationChange,
  stated: Adjustment | undefined,
  changes: readonly MetricChange[],
  placeText: PlaceText,
): Record<string, Cell> {
  return {
    key: text(key, { note: 'differs from the baseline' }),
    from: text(from ?? 'not recorded'),
    to: text(to ?? 'not recorded'),
    rationale: text(stated?.rationale ?? 'not given'),
    expected: text(stated === undefined ? null : expectationText(stated, placeText)),
    measured: measuredCell(stated?.expectedImpact, changes),
  };
}

/** A setting that an earlier report proposed: what it was to gain, and what it gained here. */
function madeRow(
  change: ConfigurationChange,
  { from, adjustment, measured, measuredInterval, verdict }: AdjustmentEntry,
  stated: Adjustment | undefined,
  placeText: PlaceText,
): Record<string, Cell> {
  const { lower = null, upper = null } = measuredInterval ?? {};
  const range = lower === null || upper === null ? '' : `${formatChangeRange(lower, upper)}; `;
  return {
    key: text(change.key, { note: `proposed in ${from}` }),
    from: text(change.from ?? 'not recorded'),
    to: text(change.to ?? 'not recorded'),
    rationale: text(stated?.rationale ?? adjustment.rationale ?? 'not given'),
    expected: text(expectationText(adjustment, placeText)),
    measured: text(
      measured === null ? null : formatChange(measured),
      verdict === null ? {} : { note: `${range}${effectWording[verdict]}` },
    ),
  };
}

/** What became of the expected metric between the baseline and this run, which has the new setting. */
function measuredCell(expected: Adjustment['expectedImpact'], changes: readonly MetricChange[]): Cell {
  if (expected === undefined || typeof expected === 'string') return text(null);
  const found = changes.find(
    ({ metric, scenario, endpoint }) =>
      metric === expected.metric &&
      (expected.scenario === undefined || scenario === expected.scenario) &&
      (expected.endpoint === undefined || meansEndpoint(expected.endpoint, endpoint)),
  );
  if (found === undefined) return text(null);
  const { relative, interval, verdict, certainty } = asRelative(found);
  if (relative === null) return text(null);
  const { lower = null, upper = null } = interval ?? {};
  const range = lower === null || upper === null ? '' : `${formatChangeRange(lower, upper)}; `;
  return text(formatChange(relative), { note: `${range}${wordingOf(verdict, certainty).label}` });
}

function proposedRow(stated: Adjustment, placeText: PlaceText): Record<string, Cell> {
  return {
    key: text(stated.key, { note: 'proposed' }),
    from: text(stated.from === undefined ? null : String(stated.from)),
    to: text(stated.to === undefined ? null : String(stated.to)),
    rationale: text(stated.rationale ?? 'not given'),
    expected: text(expectationText(stated, placeText)),
    measured: text(null),
  };
}
