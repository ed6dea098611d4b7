import { misspelt } from '../model/text/did-you-mean.ts';
import type { Annotation } from '../model/documents/annotations.ts';
import type { Diff, DiffMetric, DiffRun } from '../model/documents/diff.ts';
import { nounsOf } from '../model/run-kind.ts';
import type { GateReason } from '../model/documents/project.ts';
import { defaultScenario } from '../model/lifecycle.ts';
import { metricOf } from '../model/metrics/metrics.ts';
import { wordingOf } from '../model/text/verdict-wording.ts';
import { nearNames } from './near-names.ts';
import { sizeText, valuesText } from './markdown/metric-text.ts';
import { annotationFor, isAbout, isAboutRun } from '../history/runs/annotation-scope.ts';
import { ruleOf, type GateFinding } from './gate.ts';

const accepts = (annotations: readonly Annotation[], run: string, endpoint: string | null): boolean =>
  annotations.some(
    (one) =>
      one.action === 'accept' &&
      one.run === run &&
      (endpoint === null
        ? isAboutRun(one)
        : isAbout(one, { metric: one.metric ?? 'response.p95', scenario: one.scenario ?? null, endpoint })),
  );

const finding = (run: string, text: string): GateFinding => ({
  run,
  text: `${run}: ${text}`,
  isTarget: false,
  of: null,
});

/** By endpoint that vanished, the new one that is probably the same: each is so of one endpoint at most. */
function partnersOf(vanished: readonly string[], appeared: readonly string[]): Map<string, string> {
  const pairs = nearNames(vanished, appeared);
  const partners = new Map(pairs.map((pair) => [pair.vanished, pair.appeared]));
  const free = new Set(appeared.filter((name) => !pairs.some((pair) => pair.appeared === name)));
  for (const endpoint of vanished) {
    const near = partners.has(endpoint) ? null : misspelt(endpoint, [...free]);
    if (near === null) continue;
    free.delete(near);
    partners.set(endpoint, near);
  }
  return partners;
}

/** What the base could judge and the head cannot: endpoints and targets whose data are gone, runs without a baseline. */
function notJudged(entry: DiffRun, annotations: readonly Annotation[]): GateFinding[] {
  const { base, head, vanished = [], appeared = [], unjudged = [], targets } = entry;
  const partners = partnersOf(vanished, appeared);
  const endpoints = vanished
    .filter((endpoint) => !accepts(annotations, head, endpoint))
    .map((endpoint) => {
      const near = partners.get(endpoint);
      const come =
        near === undefined ? '' : `, and ${near} is new (join them with \`match\` if they are one)`;
      return finding(
        head,
        `${nounsOf(entry.kind ?? 'load').subject} ${endpoint} of ${base ?? 'the base'} has no data${come} [not-judged]`,
      );
    });
  const unmeasured = targets
    .filter(
      (target) => target.head === 'not measured' && target.base !== null && target.base !== 'not measured',
    )
    .filter(() => !accepts(annotations, head, null))
    .map(({ id }) =>
      finding(head, `target ${id} was judged in ${base ?? 'the base'} and has no data here [not-judged]`),
    );
  const others = accepts(annotations, head, null)
    ? []
    : unjudged.map((clause) => finding(head, `${clause} [not-judged]`));
  return [...others, ...endpoints, ...unmeasured];
}

/** A run that cannot be compared, because it was measured in another environment. */
const otherEnvironment = ({ base, head, comparable, reasons }: DiffRun): GateFinding[] =>
  comparable || base !== null
    ? []
    : [finding(head, `not comparable: ${reasons.join('; ')} [other-environment]`)];

const placeOf = ({ metric, scenario, endpoint }: NonNullable<GateFinding['of']>): string =>
  JSON.stringify([metric, scenario, endpoint]);

/** Regressions that the run's own comparison lacks because of what its manifest states. */
function unseen(
  { head, unseen: changes = [] }: DiffRun,
  known: readonly GateFinding[],
  blockOn: readonly GateReason[],
  annotations: readonly Annotation[],
): GateFinding[] {
  const places = new Set(known.flatMap(({ of }) => (of === null ? [] : placeOf(of))));
  return changes
    .filter(({ certainty }) => blockOn.includes(ruleOf(certainty)))
    .filter((change) => annotationFor(annotations, 'accept', head, change) === null)
    .filter((change) => !places.has(placeOf(change)))
    .map((of) => ({ ...finding(head, `${of.text} [${ruleOf(of.certainty)}]`), of }));
}

/** A regression of a comparison in one clause. */
function changeText(metric: DiffMetric, base: string): string {
  const { endpoint, scenario } = metric;
  const of = endpoint === null ? '' : ` of ${endpoint}`;
  const where = scenario === null || scenario === defaultScenario ? '' : ` in ${scenario}`;
  const { verb } = wordingOf('worse', metric.certainty);
  return `${metricOf(metric).label}${of}${where} ${verb} compared with ${base}: ${valuesText(metric)}, ${sizeText(metric)}`;
}

/**
 * Regressions against the base, where the run's own report compares it with another new run. Of three slow runs that state
 * no commit, the report of the second finds no change from the first.
 */
function againstBase(
  { head, base, metrics, repeatOf }: DiffRun,
  blockOn: readonly GateReason[],
  annotations: readonly Annotation[],
): GateFinding[] {
  if (base === null || repeatOf !== undefined) return [];
  return metrics
    .filter(({ verdict, certainty }) => verdict === 'worse' && blockOn.includes(ruleOf(certainty)))
    .map((metric) => ({
      metric,
      of: { metric: metric.metric, scenario: metric.scenario, endpoint: metric.endpoint ?? '*' },
    }))
    .filter(({ of }) => annotationFor(annotations, 'accept', head, of) === null)
    .map(({ metric, of }) => ({
      ...finding(head, `${changeText(metric, base)} [${ruleOf(metric.certainty)}]`),
      of,
    }));
}

/**
 * The reasons to block that a comparison with the base gives, as `blockOn` lists them. `known` are those that the run's
 * own report gives, and `ownBase` is the run that it compares with.
 */
export function entryFindings(
  entry: DiffRun,
  blockOn: readonly GateReason[],
  annotations: readonly Annotation[],
  known: readonly GateFinding[] = [],
  ownBase: string | null = entry.base,
): GateFinding[] {
  return [
    ...(ownBase === entry.base ? [] : againstBase(entry, blockOn, annotations)),
    ...unseen(entry, known, blockOn, annotations),
    ...(blockOn.includes('not-judged') ? notJudged(entry, annotations) : []),
    ...(blockOn.includes('other-environment') ? otherEnvironment(entry) : []),
  ];
}

/** Runs of the base that the head removes or changes: history counts as evidence, so an annotation must accept it. */
export function historyFindings(
  { removedRuns = [], changedRuns = [] }: Diff,
  annotations: readonly Annotation[],
): GateFinding[] {
  const hint = 'Accept it with an annotation of the run in the base.';
  return [
    ...removedRuns.map((id) => [id, `removed, but present in the base. ${hint} [removed-run]`] as const),
    ...changedRuns.map((id) => [id, `its data differs from the base. ${hint} [changed-run]`] as const),
  ]
    .filter(([id]) => !accepts(annotations, id, null))
    .map(([id, text]) => finding(id, text));
}
