import type { Annotation } from '../../model/documents/annotations.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';

/** What an annotation may be about. */
export type Place = Pick<MetricValue, 'metric' | 'terms' | 'scenario' | 'endpoint'>;

/** True for an annotation about the run as a whole. */
export const isAboutRun = ({ metric, scenario, endpoint }: Annotation): boolean =>
  metric === undefined && scenario === undefined && endpoint === undefined;

/** True where an annotation holds for this metric: what it leaves out holds for each. */
export const isAbout = (annotation: Annotation, place: Place): boolean =>
  (annotation.metric === undefined || annotation.metric === place.metric) &&
  (annotation.scenario === undefined || annotation.scenario === place.scenario) &&
  (annotation.endpoint === undefined || meansEndpoint(annotation.endpoint, place.endpoint));

/** The annotation of one kind that holds for a run's metric; the last one written where there are several. */
export function annotationFor(
  annotations: readonly Annotation[],
  action: Annotation['action'],
  run: string,
  place: Place,
): Annotation | null {
  return (
    annotations.findLast((one) => one.action === action && one.run === run && isAbout(one, place)) ?? null
  );
}
