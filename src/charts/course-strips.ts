import { entryOf } from '../model/checked.ts';
import type { MemoryCurve, Timeline } from '../model/run-curves.ts';
import type { RunReport } from '../model/run-report.ts';
import { formatNumber } from '../model/text/format.ts';
import type { Focus } from './chart.ts';
import type { TimedValue } from './chart-lines.ts';
import { pathOf, thinLine, type Place } from './plot.ts';
import { drawableLatency, latencyEnd } from './latency-over-time.ts';
import { chosenScenarios, findingWindows } from './run-parts.ts';
import { largest, smallest } from '../model/long-lists.ts';

/** The grid of a strip. The page stretches it to the width of the picture above. */
export const stripGrid = { width: 1_000, height: 100 } as const;

/** One metric over the time of the main chart, as a line that is as wide as that chart's plot. */
export interface CourseStrip {
  readonly name: string;
  /** The ends of its scale, in the unit that its name gives. */
  readonly low: string;
  readonly high: string;
  /** Its readings in words. */
  readonly alt: string;
  readonly line: string;
  /** Stretches that findings mark, from and to in units of the grid. */
  readonly windows: readonly { readonly from: number; readonly to: number }[];
}

/** A metric before it is drawn; seconds count from the scenario's first request. */
interface Course {
  readonly name: string;
  readonly points: readonly TimedValue[];
  readonly fromZero: boolean;
}

/** What moved with the response times: requests, errors, CPU and memory, on the time axis of the main chart. */
export function courseStrips(report: RunReport, focus: Focus): CourseStrip[] {
  const timelines = drawableLatency(report);
  const [id] = chosenScenarios(report, (one) => timelines.has(one), focus);
  if (id === undefined) return [];
  const timeline = entryOf(timelines, id);
  const untilSeconds = latencyEnd(timeline);
  const windows = findingWindows(report, id).map(({ t, t2 }) => ({
    from: Math.round((t / untilSeconds) * stripGrid.width),
    to: Math.round((t2 / untilSeconds) * stripGrid.width),
  }));
  return [...ofRequests(timeline), ...ofResources(report, id)].flatMap((course) => {
    const strip = drawn(course, untilSeconds);
    return strip === null ? [] : [{ ...strip, windows }];
  });
}

/** Requests and errors. Errors that never happened take no room. */
function ofRequests({ points, widthSeconds }: Timeline): Course[] {
  const course = (name: string, of: (point: Timeline['points'][number]) => number | null): Course => ({
    name,
    points: points.map((point) => ({ t: point.atSeconds + widthSeconds / 2, v: of(point) })),
    fromZero: true,
  });
  return [
    course('Requests/s', ({ requestsPerSecond }) => requestsPerSecond),
    ...(points.some(({ errorRate }) => (errorRate ?? 0) > 0)
      ? [course('Errors, %', ({ errorRate }) => (errorRate === null ? null : errorRate * 100))]
      : []),
  ];
}

/** Readings of the machine, where one clock places them beside the requests. */
function ofResources(report: RunReport, id: string): Course[] {
  const { scenarios, cpuCurves, memoryCurves } = report.measures;
  const startedAt = scenarios.find((scenario) => scenario.id === id)?.startedAt ?? null;
  if (startedAt === null) return [];
  const startMs = Date.parse(startedAt);
  const shift = (originMs: number | undefined): number =>
    originMs === undefined ? NaN : (originMs - startMs) / 1_000;
  const cpu = cpuCurves.filter(({ scenario }) => scenario === id || scenario === null);
  return [
    ...cpu.slice(0, 1).map(({ originMs, points }) => ({
      name: 'CPU, %',
      points: points.map(({ atSeconds, percent }) => ({ t: atSeconds + shift(originMs), v: percent })),
      fromZero: true,
    })),
    ...memoryStrips(memoryCurves).map(({ name, curves }) => ({
      name,
      points: curves
        .flatMap(({ originMs, points }) =>
          points.map(({ atSeconds, memoryMb }) => ({ t: atSeconds + shift(originMs), v: memoryMb })),
        )
        .toSorted((a, b) => a.t - b.t),
      fromZero: false,
    })),
  ];
}

/** More strips would push the numbers of the report out of sight. */
const mostOperations = 3;

/**
 * Curves of memory by strip: operations that ran one after another share a line. Others have one each, those that used the
 * most, because several at once on one line would be a sawtooth.
 */
function memoryStrips(
  curves: readonly MemoryCurve[],
): { readonly name: string; readonly curves: readonly MemoryCurve[] }[] {
  const inOrder = curves.toSorted((a, b) => spanOf(a).fromMs - spanOf(b).fromMs);
  const areApart = inOrder.every((curve, i) => {
    const next = inOrder[i + 1];
    return next === undefined || spanOf(curve).toMs <= spanOf(next).fromMs;
  });
  if (areApart) return [{ name: 'Memory, MB', curves }];
  return curves
    .toSorted((a, b) => peakOf(b) - peakOf(a))
    .slice(0, mostOperations)
    .map((curve) => ({ name: `Memory, MB: ${curve.operation}`, curves: [curve] }));
}

const spanOf = ({ originMs = 0, points }: MemoryCurve): { fromMs: number; toMs: number } => ({
  fromMs: originMs + (points[0]?.atSeconds ?? 0) * 1_000,
  toMs: originMs + (points.at(-1)?.atSeconds ?? 0) * 1_000,
});

const peakOf = ({ points }: MemoryCurve): number => largest(points.map(({ memoryMb }) => memoryMb));

/** Above the highest value, so that half of its line is not cut off. */
const headroom = 4;

/** Fewer readings are no course. */
const fewest = 3;

function drawn(
  { name, points, fromZero }: Course,
  untilSeconds: number,
): Omit<CourseStrip, 'windows'> | null {
  const within = points.filter(({ t }) => t >= 0 && t <= untilSeconds);
  const values = within.flatMap(({ v }) => v ?? []);
  if (values.length < fewest) return null;
  const low = fromZero ? 0 : smallest(values);
  const high = largest(values);
  const { width, height } = stripGrid;
  const room = high > low ? high - low : 1;
  const places = within.map(({ t, v }): Place =>
    v === null
      ? null
      : [
          Math.round((t / untilSeconds) * width),
          Math.round(height - (height - headroom) * ((v - low) / room)),
        ],
  );
  return {
    name,
    low: formatNumber(low),
    high: formatNumber(high),
    alt: `${name} over time: ${formatNumber(smallest(values))} to ${formatNumber(high)}`,
    line: pathOf(thinLine(places)),
  };
}
