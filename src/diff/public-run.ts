import { isMeasure } from '../model/metrics/measure-metrics.ts';
import type { DiffRun } from '../model/documents/diff.ts';
import type { Manifest } from '../model/documents/manifest.ts';
import type { Project } from '../model/documents/project.ts';
import type { CpuCurve, RowBatches, Timeline } from '../model/run-curves.ts';
import type { ResponseRow, RunMeasures } from '../model/run-measures.ts';
import { compareMetrics } from '../history/compare/compare-metrics.ts';
import { runComparability } from '../history/compare/comparability.ts';
import { comparedPlaces } from '../history/compare/compared-places.ts';
import { inUnitsOf } from '../history/runs/measure-units.ts';
import { HistoryAnalyses } from '../history/trends/history-analysis.ts';
import { metricValuesOf } from '../report/measure/metric-values.ts';
import type { RunJson } from '../report/run-json.ts';
import { diffSides, type Side } from './diff-sides.ts';

/** The parts of the public JSON's `charts` that a comparison needs. */
interface PublicCharts {
  readonly timelines?: readonly Timeline[];
  readonly cpu?: readonly CpuCurve[];
  readonly batches?: readonly RowBatches[];
}

const files: readonly string[] = [];

const responseRows = (rows: RunJson['response']): ResponseRow[] =>
  rows.map((row) => ({
    ...row,
    scenario: row.scenario ?? '',
    label: row.endpoint,
    group: null,
    intervals: {},
    latencyFailedMs: null,
    apdex: null,
    // The public data do not state how many requests have a duration; nearly all do.
    timedCount: row.count,
    files,
  }));

/** A scenario's pooled row counts as a response row only if the scenario has no other. */
function split(rows: readonly ResponseRow[]): Pick<RunMeasures, 'response' | 'pooled'> {
  const finer = new Set(rows.filter(({ endpoint }) => endpoint !== '*').map(({ scenario }) => scenario));
  const isPooled = ({ endpoint, scenario }: ResponseRow): boolean => endpoint === '*' && finer.has(scenario);
  return { response: rows.filter((row) => !isPooled(row)), pooled: rows.filter(isPooled) };
}

function manifestOf({ version, commit, configuration }: RunJson): Manifest {
  const { system, environment, scenarios } = configuration;
  return {
    ...(version !== null && { version }),
    ...(commit !== null && { commit }),
    system,
    environment,
    scenarios: scenarios.map(({ id, users, loadModel }) => ({
      id,
      ...(typeof users === 'number' && { users }),
      ...((loadModel === 'open' || loadModel === 'closed') && { loadModel }),
    })),
  };
}

function scenariosOf({ configuration }: RunJson): RunMeasures['scenarios'] {
  return configuration.scenarios.map(({ id, name, parameters }) => ({
    id,
    name,
    description: null,
    users: null,
    loadModel: null,
    parameters: (parameters ?? {}) as Readonly<Record<string, string | number | boolean>>,
    startedAt: null,
    durationSeconds: null,
    warmupSeconds: null,
    warmupRequests: 0,
    steps: [],
    files,
  }));
}

const measuresOf = ({ measures }: RunJson): RunMeasures['measures'] =>
  measures.flatMap(({ metric, endpoint, readings, ...row }) => {
    if (!isMeasure(metric)) return [];
    return {
      ...row,
      metric,
      ...(endpoint !== null && { endpoint }),
      ...(readings !== undefined && { readings }),
      files,
    };
  });

/**
 * The measures that the public JSON of a run (`/runs/<id>.json`) contains. It lacks branch, annotations, commentary,
 * intervals of percentiles, Apdex, sessions, and the number of requests with a duration (assumed to be all).
 */
export function publicRun(json: RunJson): RunMeasures {
  const charts: PublicCharts = json.charts;
  const measured = {
    ...split(responseRows(json.response)),
    throughput: json.throughput.map((row) => ({ ...row, sessionsPerMinute: null, files })),
    errors: json.errors.map((row) => ({ ...row, source: 'counted' as const, files })),
    memory: json.memory.map((row) => ({ ...row, files })),
    cpu: json.cpu.map((row) => ({ ...row, files })),
    measures: measuresOf(json),
    kind: json.kind ?? 'load',
    transactions: responseRows(json.transactions ?? []),
  };
  const measures = {
    id: json.id,
    manifest: manifestOf(json),
    startedAt: json.startedAt,
    orderedBy: json.startedAt === null ? null : ('startedAt' as const),
    durationSeconds: null,
    scenarios: scenariosOf(json),
    ...measured,
    steps: [],
    scaling: [],
    within: [],
    metricValues: metricValuesOf(measured),
    findings: [],
    batches: charts.batches ?? [],
    timelines: charts.timelines ?? [],
    distributions: [],
    quantileBands: [],
    memoryCurves: [],
    cpuCurves: charts.cpu ?? [],
    sources: json.attachments.map(({ file, sha256, bytes, rows, format }) => ({
      file,
      sha256,
      bytes,
      format,
      tool: '',
      toolVersion: null,
      rows,
      refused: { count: 0, first: [] },
      isCutAtEnd: false,
      warnings: [],
    })),
    systemFromFiles: {},
    problems: [],
  };
  return measures;
}

const sideOf = (json: RunJson, measures: RunMeasures): Side => ({
  measures,
  findings: json.findings,
  targets: json.targets,
});

/**
 * The diff of two runs from their public data alone, as computed in a browser: one run against one, without their
 * history, repeats, annotations and commentary.
 */
export function diffPublicRuns(base: RunJson, head: RunJson, project: Project): DiffRun {
  const to = publicRun(head);
  const from = inUnitsOf(publicRun(base), to);
  const compared = compareMetrics(
    {
      base: from,
      head: to,
      history: [from],
      besides: [],
      project,
      annotations: [],
      analyses: new HistoryAnalyses(),
    },
    comparedPlaces(from, to, project),
  );
  return {
    base: base.id,
    head: head.id,
    ...(to.kind !== 'load' && { kind: to.kind }),
    ...runComparability(from, to, project),
    reasons: [...runComparability(from, to, project).reasons],
    ...diffSides(sideOf(base, from), sideOf(head, to), compared),
    recommendations: [],
    words: [],
  };
}
