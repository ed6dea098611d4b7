import type { Annotation } from '../../src/model/documents/annotations.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject, type Project } from '../../src/model/documents/project.ts';
import type { ResponseRow, RunMeasures } from '../../src/model/run-measures.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { noCommentary, type Commentary } from '../../src/model/documents/commentary.ts';
import { contextOf } from '../../src/history/context.ts';
import { metricValuesOf } from '../../src/report/measure/metric-values.ts';
import { runReport } from '../../src/report/build-report.ts';

/** What one endpoint came to; what is left out follows from the median. */
export interface EndpointSpec {
  p50: number;
  p95?: number;
  errors?: number;
  count?: number;
  batches?: Pick<RunMeasures['batches'][number], 'p50' | 'p95'>;
}

/** A run in a few words. */
export interface RunSpec {
  id?: string;
  /** Days after 1 November 2026. */
  day: number;
  manifest?: Manifest;
  scenario?: string;
  endpoints?: Record<string, EndpointSpec>;
  requestsPerSecond?: number;
  memory?: Record<string, { base: number; peak: number; final: number }>;
  cpu?: number;
  /** By metric id: the value, and what else is not as usual. */
  measures?: Record<string, Partial<RunMeasures['measures'][number]> & { value: number }>;
  findings?: RunMeasures['findings'];
  /** Equal for equal data; the id where it is left out. */
  data?: string;
}

const exact = { source: 'exact', relativeError: 0 } as const;

function responseRow(scenario: string, endpoint: string, spec: EndpointSpec): ResponseRow {
  const { p50, p95 = p50 * 2, errors = 0, count = 2_000 } = spec;
  const latencyMs = { ...exact, min: p50 / 4, max: p95 * 3, mean: p50 * 1.1, stddev: p50 / 2 };
  return {
    scenario,
    endpoint,
    label: endpoint,
    group: null,
    count,
    errors,
    errorTypes: errors === 0 ? [] : [{ type: '500', count: errors }],
    latencyMs: { ...latencyMs, p50, p90: p95 * 0.9, p95, p99: p95 * 1.5, p999: p95 * 2 },
    latencyOkMs: null,
    latencyFailedMs: null,
    requestsPerSecond: 10,
    intervals: {},
    apdex: null,
    timedCount: count,
    files: [`${scenario}/requests.csv`],
  };
}

/** Measures of a made-up run: one scenario, exact figures. */
export function makeRun(spec: RunSpec): RunMeasures {
  const { day, manifest = {}, scenario = 'shop', endpoints = { pay: { p50: 100 } }, data } = spec;
  const startedAt = new Date(Date.UTC(2026, 10, 1, 10) + day * 86_400_000).toISOString();
  const id = spec.id ?? `run-${String(day).padStart(3, '0')}`;
  const files = [`${scenario}/requests.csv`];
  const response = Object.entries(endpoints).map(([name, one]) => responseRow(scenario, name, one));
  const measured = {
    response,
    pooled: [],
    throughput: [
      {
        scenario,
        users: 10,
        requestsPerSecond: spec.requestsPerSecond ?? 50,
        messagesPerMinute: null,
        sessionsPerMinute: null,
        totalRequests: 3_000,
        maxUsers: 10,
        sustainedUsers: null,
        files,
      },
    ],
    errors: [],
    memory: Object.entries(spec.memory ?? {}).map(([operation, { base, peak, final }]) => ({
      operation,
      baseMb: base,
      peakMb: peak,
      finalMb: final,
      deltaMb: final - base,
      gcRecoveredMb: null,
      growth: (final - base) / base,
      source: 'exact' as const,
      n: 12,
      files: ['memory.csv'],
    })),
    cpu:
      spec.cpu === undefined
        ? []
        : [
            {
              scenario,
              scale: 'core' as const,
              averagePercent: spec.cpu,
              peakPercent: spec.cpu * 1.3,
              coresUsed: null,
              busiestPercent: null,
              cores: null,
              source: 'exact' as const,
              n: 60,
              files: ['cpu.csv'],
            },
          ],
    kind: 'load' as const,
    measures: Object.entries(spec.measures ?? {}).map(([metric, one]) => ({
      name: metric,
      metric: metric as `measure.${string}`,
      label: metric,
      unit: 'ops/s',
      direction: 'higher' as const,
      n: 1,
      scenario: null,
      minimumEffect: null,
      files: ['bench.json'],
      ...one,
    })),
    transactions: [],
  };
  return {
    id,
    manifest,
    startedAt,
    orderedBy: 'startedAt',
    durationSeconds: 60,
    scenarios: [
      {
        id: scenario,
        name: scenario,
        description: null,
        users: 10,
        loadModel: null,
        parameters: manifest.scenarios?.find((one) => one.id === scenario)?.parameters ?? {},
        startedAt,
        durationSeconds: 60,
        warmupSeconds: null,
        warmupRequests: 0,
        steps: [],
        files,
      },
    ],
    ...measured,
    steps: [],
    metricValues: metricValuesOf(measured),
    findings: spec.findings ?? [],
    batches: Object.entries(endpoints).flatMap(([endpoint, { batches }]) =>
      batches === undefined ? [] : { scenario, endpoint, ...batches },
    ),
    timelines: [],
    distributions: [],
    quantileBands: [],
    memoryCurves: [],
    scaling: [],
    within: [],
    cpuCurves: [],
    sources: [
      {
        file: files[0]!,
        sha256: `hash of ${data ?? id}`,
        bytes: 1,
        format: 'tidy-requests',
        tool: 'tidy',
        toolVersion: null,
        rows: 3_000,
        refused: { count: 0, first: [] },
        warnings: [],
        isCutAtEnd: false,
      },
    ],
    systemFromFiles: {},
    problems: [],
  };
}

/** Reports of runs given in order, each with the context of those before it. */
export function makeReports(
  runs: readonly RunMeasures[],
  {
    project = defaultProject,
    annotations = [],
    words = new Map<string, Commentary>(),
  }: { project?: Project; annotations?: readonly Annotation[]; words?: ReadonlyMap<string, Commentary> } = {},
): RunReport[] {
  return runs.map((run, i) => {
    const context = contextOf(run, runs.slice(0, i), words, project, annotations);
    return runReport(run, words.get(run.id) ?? noCommentary, context, project);
  });
}

/** Numbers from 0 to 1 that are the same in every test. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A value with the noise of a calm machine: about 2% from run to run, never beyond 4%. */
export const noisy = (value: number, next: () => number): number =>
  value * (1 + 0.04 * (next() + next() + next() - 1.5) * (2 / 3));
