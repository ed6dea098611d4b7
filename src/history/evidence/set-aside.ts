import { metricOf } from '../../model/metrics/metrics.ts';
import { formatChangeIn } from '../../model/text/format.ts';
import { changeOf, type Draft } from './metric-draft.ts';

/** More runs than this are counted, not named. */
const mostNamed = 2;

/** Which sessions are set aside: ", without nightly-9 (+104%), far from all others". */
export function setAsideText(draft: Draft): string {
  const { adjusted, values, place } = draft;
  const { setAside } = adjusted;
  if (setAside.length === 0) return '';
  if (setAside.length > mostNamed) return `, without ${setAside.length} that are far from all others`;
  const names = setAside.map(({ index, deviation }) => {
    const change = changeOf(draft, adjusted, deviation);
    return `${values.base.runs[index]?.[0]?.id ?? 'one'} (${formatChangeIn(metricOf(place).unit, change)})`;
  });
  return `, without ${names.join(' and ')}, far from all others`;
}

/** True where one run shows no more than an earlier run did that stood alone: that may be another such run. */
export function wasAsFarOff({ adjusted, values }: Draft, difference: number): boolean {
  if (values.head.runs.length > 1) return false;
  return adjusted.setAside.some(
    ({ deviation }) =>
      Math.sign(deviation) === Math.sign(difference) && Math.abs(deviation) >= Math.abs(difference),
  );
}
