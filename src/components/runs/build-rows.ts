import { counted } from '../../model/text/counted.ts';
import { dotShare } from '../../charts/marks/dots.ts';
import { quietVerdictText } from '../../diff/diff-verdict.ts';
import { buildName } from '../../history/runs/build.ts';
import { buildsOf, type ReportBuild } from '../../history/report-builds.ts';
import type { DotsMark, ScaleMark } from '../../model/cell-mark.ts';
import { at } from '../../model/checked.ts';
import { formatMetric, formatMoment, formatNumber, formatStep } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { MetricChange, RunReport, TargetResult } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { missedObjectives } from '../../report/targets/missed-objectives.ts';
import { verdictLabel } from '../../report/targets/verdict-label.ts';
import { commonHeadline, reportedCommonText } from '../../report/words/common-text.ts';
import { whyNotCompared } from '../../report/words/compared-with.ts';
import { headline, largestChanges, placeName, wholeRun } from '../../report/words/headline.ts';
import { repeatsSentence } from '../../report/words/repeats-sentence.ts';
import { reportTone, toneOf } from '../../report/words/report-head.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** A column of the list of builds: one target, its axis, and where its bound lies. */
export interface TargetColumn {
  readonly id: string;
  readonly label: string;
  readonly scale: ScaleMark;
}

/** How many metrics changed with a build, by verdict and certainty. */
export interface ChangeCount {
  readonly tone: Tone;
  readonly label: string;
  readonly count: number;
  readonly isSuspected: boolean;
}

/** The largest change of a kind: in few words, and in full. */
export interface LargestChange {
  readonly text: string;
  readonly full: string;
}

/** A build as the first page lists it. */
export interface BuildRow {
  readonly name: string;
  /** What tells it from another build of its name. */
  readonly detail: string | null;
  readonly latest: RunReport;
  readonly when: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly repeats: readonly { readonly report: RunReport; readonly tone: Tone; readonly title: string }[];
  readonly marks: ReadonlyMap<string, DotsMark>;
  /** Null if the build was compared with nothing. */
  readonly counts: readonly ChangeCount[] | null;
  /** What is shown if nothing changed. */
  readonly quiet: string;
  readonly worst: LargestChange | null;
  readonly best: LargestChange | null;
  readonly conclusion: string;
}

/** The list of builds, the latest first, and the columns of their targets. */
export interface BuildList {
  readonly columns: readonly TargetColumn[];
  readonly rows: readonly BuildRow[];
  readonly runs: number;
}

/** More builds than this hide each other; the list of all runs has the rest. */
export const mostBuilds = 40;
/** More columns than this do not fit beside each other. */
const mostColumns = 4;

/** What the verdicts of the latest run and of its build have to do with each other; null if they agree. */
export function latestBuildText(
  latest: RunReport,
  reports: readonly RunReport[],
  project: Project,
): string | null {
  const build = buildsOf(reports, project).find(({ runs }) => runs.includes(latest));
  return build === undefined
    ? null
    : repeatsSentence(
        latest.verdict,
        build.runs.map(({ verdict }) => verdict),
      );
}

export function buildList(reports: readonly RunReport[], project: Project): BuildList {
  const builds = buildsOf(reports, project).toReversed().slice(0, mostBuilds);
  const latest = reports.at(-1);
  const axes = (latest?.targets ?? [])
    .slice(0, mostColumns)
    .flatMap((target) => axisOf(target, builds) ?? []);
  const names = new Map(builds.map((build) => [build, nameOf(build)]));
  return {
    columns: axes.map(({ target, scale }) => ({ id: target.id, label: target.label, scale })),
    rows: builds.map((build) => ({
      ...rowOf(build, axes),
      name: names.get(build) ?? '',
      detail: detailOf(build, names),
    })),
    runs: reports.length,
  };
}

/** What readers call a build; where it is only one run, its title. */
function nameOf({ runs }: ReportBuild): string {
  const { commit, version } = runs[0].measures.manifest;
  return buildName({ run: runs[0].title, commit: commit ?? null, version: version ?? null });
}

/** The id of a run, where builds of one version differ by their environment only; else nothing. */
function detailOf(build: ReportBuild, names: ReadonlyMap<ReportBuild, string>): string | null {
  const name = names.get(build) ?? '';
  const isUnique = [...names.values()].filter((other) => other === name).length === 1;
  return isUnique ? null : (build.runs.at(-1)?.id ?? null);
}

interface Axis {
  readonly target: TargetResult;
  readonly domain: DotsMark['domain'];
  readonly isLog: boolean;
  readonly scale: ScaleMark;
}

const valueOf = (report: RunReport, id: string): TargetResult | undefined =>
  report.targets.find((target) => target.id === id);

/** The axis that all builds share; logarithmic for response times. Null where nothing was measured. */
function axisOf(target: TargetResult, builds: readonly ReportBuild[]): Axis | null {
  const values = builds.flatMap(({ runs }) => runs.flatMap((run) => valueOf(run, target.id)?.achieved ?? []));
  if (values.length === 0) return null;
  const all = [...values, target.bound.value];
  const isLog = metricOf(target).unit === 'ms' && all.every((value) => value > 0);
  const low = smallest(all);
  const high = largest(all);
  const domain: DotsMark['domain'] = isLog ? [low, high] : [Math.min(0, low), high];
  const share = (value: number): number => dotShare(value, { domain, isLog });
  const bound = share(target.bound.value);
  const ends = [domain[0], high]
    .map((value) => ({ at: share(value), label: tickText(value, target) }))
    .filter((tick) => Math.abs(tick.at - bound) > 0.3);
  return {
    target,
    domain,
    isLog,
    scale: {
      kind: 'scale',
      of: 'dots',
      ticks: [...ends, { at: bound, label: tickText(target.bound.value, target), isBound: true }],
    },
  };
}

/** A number of an axis: percentages with their sign, others bare, in two digits. */
const tickText = (value: number, target: TargetResult): string =>
  metricOf(target).unit === 'share' ? `${formatNumber(value * 100, 2)}%` : formatNumber(value, 2);

function rowOf(build: ReportBuild, axes: readonly Axis[]): Omit<BuildRow, 'name' | 'detail'> {
  const { runs, verdict } = build;
  const latest = at(runs, runs.length - 1, 'a build has a run');
  const met = runs.filter((run) => run.verdict === 'met').length;
  const open = runs.filter((run) => run.verdict === 'inconclusive').length;
  // The run that the verdict is from: two runs of a build may say opposite things.
  const isMissed = verdict !== 'not met' && missedObjectives(latest).length > 0;
  const shown = isMissed ? latest : (runs.findLast((run) => run.verdict === verdict) ?? latest);
  const said = [...runs, shown].findLast(({ commentary }) => commentary.conclusion !== undefined);
  const changes = largestChanges(latest.context.changes);
  return {
    latest,
    when: whenText(runs),
    verdict:
      verdict === 'inconclusive' && met > 0
        ? `${met} of ${counted(runs.length, 'run')} met, ${open} inconclusive`
        : verdictLabel({ targets: runs.flatMap(({ targets }) => targets), verdict, context: latest.context }),
    tone: missedObjectives(latest).length > 0 ? 'bad' : toneOf(verdict),
    repeats: runs.map((report) => ({
      report,
      tone: reportTone(report),
      title: `${report.id}: ${verdictLabel(report)}`,
    })),
    marks: new Map(axes.map((axis) => [axis.target.id, dotsOf(axis, runs)])),
    counts:
      latest.context.baseline === null || whyNotCompared(latest.context) !== null ? null : countsOf(latest),
    quiet: quietVerdictText(latest.context.changes),
    worst:
      commonText(latest) ??
      changeText(
        latest,
        changes.find((change) => change.verdict === 'worse'),
      ),
    best: changeText(
      latest,
      changes.find((change) => change.verdict === 'better'),
    ),
    conclusion:
      said?.commentary.conclusion === undefined ? headline(shown) : firstSentence(said.commentary.conclusion),
  };
}

/** Markdown as plain text, up to the end of its first sentence. */
const firstSentence = (markdown: string): string => {
  const plain = markdown.replace(/\s+/g, ' ').replace(/[*`]/g, '').trim();
  return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
};

function whenText(runs: readonly RunReport[]): string {
  const [first, last] = [runs[0], runs.at(-1)].map((run) => run?.measures.startedAt ?? null);
  if (first == null || last == null) return 'undated';
  const [from, to] = [formatMoment(first), formatMoment(last)];
  if (from === to) return from;
  const isOneDay = from.slice(0, 10) === to.slice(0, 10);
  return isOneDay ? to : `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
}

const dotsOf = ({ target, domain, isLog }: Axis, runs: readonly RunReport[]): DotsMark => ({
  kind: 'dots',
  domain,
  isLog,
  bound: target.bound.value,
  values: runs.flatMap((run) => {
    const own = valueOf(run, target.id);
    return own?.achieved == null ? [] : [{ value: own.achieved, verdict: own.verdict }];
  }),
});

/** What all endpoints share counts once, beside the metrics that changed beyond it. */
function countsOf({ context: { changes, common } }: RunReport): ChangeCount[] {
  const called = common?.certainty == null ? changes : [common, ...changes];
  const kinds = [
    ['worse', 'confirmed', 'bad'],
    ['worse', 'suspected', 'bad'],
    ['better', 'confirmed', 'good'],
    ['better', 'suspected', 'good'],
  ] as const;
  return kinds.flatMap(([verdict, certainty, tone]) => {
    const count = called.filter((one) => one.verdict === verdict && one.certainty === certainty).length;
    const label = `${wordingOf(verdict, certainty).label}${count === 1 ? '' : 's'}`;
    return count === 0 ? [] : [{ tone, count, label, isSuspected: certainty === 'suspected' }];
  });
}

/** That all endpoints got slower together; null where they did not. */
function commonText({ context: { common }, measures: { kind } }: RunReport): LargestChange | null {
  if (!common || common.verdict !== 'worse') return null;
  const full = commonHeadline(common, kind);
  return full === null ? null : { text: full, full: reportedCommonText(common, kind) ?? full };
}

/** "search p50 13 → 27 ms"; in full "Median response time of search in Load 13 → 27 ms". */
function changeText(report: RunReport, change: MetricChange | undefined): LargestChange | null {
  if (change === undefined) return null;
  const { scenario, endpoint, base, head } = change;
  const isWhole = endpoint === null || endpoint === '*';
  const where = placeName(report, isWhole ? { scenario, endpoint: null } : { scenario, endpoint });
  const inShort = isWhole ? where : placeName(report, { scenario: null, endpoint });
  const step = formatStep(base, head, change);
  return {
    text: [inShort === wholeRun ? '' : inShort, shortMetric(change), step].filter(Boolean).join(' '),
    full: `${metricOf(change).label} of ${where} ${step}`,
  };
}

/** The values of a target for readers who cannot see its dots. */
export const dotsText = (mark: DotsMark | undefined, target: TargetResult | undefined): string =>
  mark === undefined || target === undefined
    ? ''
    : mark.values.map(({ value }) => formatMetric(value, target)).join(', ');
