import { formatMetric } from '../../model/format.ts';
import { metricIds, metricOf } from '../../model/metrics.ts';
import type { MetricValue } from '../../model/metric-value.ts';
import type { MdxElement } from './parse-mdx.ts';

/** What `<Value>` and `<Claim>` name. */
export interface FigureName {
  readonly metric: string;
  readonly scenario?: string;
  readonly endpoint?: string;
}

/** What a `<Value>` or `<Claim>` names. */
export const figureNameOf = ({ props }: MdxElement): FigureName => ({
  metric: String(props.metric),
  ...(props.scenario === undefined ? {} : { scenario: String(props.scenario) }),
  ...(props.endpoint === undefined ? {} : { endpoint: String(props.endpoint) }),
});

/** The figures that a name means. Without endpoint, pooled samples where there are any, else every one. */
export function namedFigures(
  figures: readonly MetricValue[],
  { metric, scenario, endpoint }: FigureName,
): MetricValue[] {
  const found = figures.filter(
    (figure) =>
      figure.metric === metric &&
      (scenario === undefined || figure.scenario === scenario) &&
      (endpoint === undefined || figure.endpoint === endpoint),
  );
  if (endpoint !== undefined) return found;
  const pooled = found.filter((figure) => figure.endpoint === '*' || figure.endpoint === null);
  return pooled.length > 0 ? pooled : found;
}

/** A figure's place in words: "get_user in steady". */
export const figurePlace = ({ scenario, endpoint }: MetricValue): string =>
  [endpoint === '*' ? 'all requests' : endpoint, scenario].filter((part) => part !== null).join(' in ') ||
  'the run';

/** The number that `<Value>` prints with its unit, or why it cannot. */
export function valueText(
  figures: readonly MetricValue[],
  name: FigureName,
): { readonly text: string; readonly figure: MetricValue } | { readonly error: string } {
  if (!metricIds.includes(name.metric)) return { error: `No metric is called "${name.metric}".` };
  const found = namedFigures(figures, name);
  const [first] = found;
  if (first === undefined)
    return { error: `This run has no ${metricOf(name.metric).label.toLowerCase()} there.` };
  if (found.length > 1)
    return {
      error: `${found.length} figures match: ${found.slice(0, 6).map(figurePlace).join('; ')}. Name one with scenario and endpoint.`,
    };
  return { text: formatMetric(first.value, name.metric), figure: first };
}
