import type { Annotation } from '../../model/documents/annotations.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { RunReport } from '../../model/run-report.ts';
import { sentence } from './short-answer.ts';

const decisions: Record<Annotation['action'], string> = {
  accept: 'Accepted',
  explain: 'Explained',
  reset: 'A new history begins here',
  ignore: 'Ignored in trends and baselines',
};

function aboutText({ metric, endpoint, scenario }: Annotation): string {
  const label = metric === undefined ? [] : [metricOf(metric).label];
  const where = [endpoint, scenario].filter((part) => part !== undefined).join(' in ');
  const of = [...label, ...(where === '' ? [] : [where])].join(' of ');
  return of === '' ? '' : ` (${of})`;
}

/** "Ignored in trends and baselines: A backup ran on the same machine." */
export const annotationText = (annotation: Annotation): string =>
  [
    sentence(`${decisions[annotation.action]}${aboutText(annotation)}: ${annotation.reason}`),
    ...(annotation.link === undefined ? [] : [annotation.link]),
  ].join(' ');

/** Why a run is ignored, in a few words for lists; null for one that is not. */
export const ignoredText = ({ context }: Pick<RunReport, 'context'>): string | null => {
  const found = context.annotations?.findLast(
    ({ action, metric, scenario, endpoint }) =>
      action === 'ignore' && metric === undefined && scenario === undefined && endpoint === undefined,
  );
  return found === undefined ? null : `ignored: ${found.reason}`;
};
