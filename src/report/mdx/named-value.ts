import { formatMetric } from '../../model/text/format.ts';
import { isMetricId } from '../../model/metrics/metric-id.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { meantBy } from '../../model/text/url-name.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import type { MdxElement } from './parse-mdx.ts';

/** The name of a value in `<Value>` and `<Claim>`. */
export interface ValueName {
  readonly metric: string;
  readonly scenario?: string;
  readonly endpoint?: string;
}

/** The name of the value in an element. */
export const valueNameOf = ({ props }: MdxElement): ValueName => ({
  metric: String(props.metric),
  ...(props.scenario === undefined ? {} : { scenario: String(props.scenario) }),
  ...(props.endpoint === undefined ? {} : { endpoint: String(props.endpoint) }),
});

/**
 * The values that a name matches. Without endpoint: pooled samples if there are any, else every endpoint, without
 * transactions.
 */
export function namedValues(
  metricValues: readonly MetricValue[],
  { metric, scenario, endpoint }: ValueName,
): MetricValue[] {
  const found = metricValues.filter(
    (metricValue) =>
      metricValue.metric === metric && (scenario === undefined || metricValue.scenario === scenario),
  );
  if (endpoint !== undefined) return meantBy(endpoint, found);
  const requests = found.filter(({ isTransaction = false }) => !isTransaction);
  const pooled = requests.filter(
    (metricValue) => metricValue.endpoint === '*' || metricValue.endpoint === null,
  );
  return pooled.length > 0 ? pooled : requests;
}

/** Where a value was measured: "get_user in steady". */
export const valuePlace = ({ scenario, endpoint }: MetricValue): string =>
  [endpoint === '*' ? 'all requests' : endpoint, scenario].filter((part) => part !== null).join(' in ') ||
  'the run';

/** The number that `<Value>` prints, with its unit, or an error. */
export function valueText(
  metricValues: readonly MetricValue[],
  name: ValueName,
): { readonly text: string; readonly metricValue: MetricValue } | { readonly error: string } {
  if (!isMetricId(name.metric)) return { error: `Unknown metric "${name.metric}".` };
  const found = namedValues(metricValues, name);
  const [first] = found;
  if (first === undefined)
    return { error: `This run has no ${metricOf(name.metric).label.toLowerCase()} at this place.` };
  if (found.length > 1)
    return {
      error: `${found.length} values match: ${found.slice(0, 6).map(valuePlace).join('; ')}. Name one with scenario and endpoint.`,
    };
  return { text: formatMetric(first.value, first), metricValue: first };
}
