import { describe, expect, it } from 'vitest';
import type { MetricChange } from '../../src/model/run-report.ts';
import { isTimeMeasure } from '../../src/model/metrics/time-measure.ts';
import { dice, makeReports, makeRun, noisy } from './make-run.ts';

const metric = 'measure.flow-time';
const ms = { unit: 'ms', direction: 'lower' as const };

/** Nine runs and a tenth whose endpoints and whose own measure of time are so many times as slow. */
function changeOf(endpoints: number, flow: number): MetricChange {
  const next = dice(11);
  const runs = Array.from({ length: 10 }, (_, day) => {
    const [machine, own] = day === 9 ? [endpoints, flow] : [1, 1];
    const names = ['list', 'show', 'cart', 'pay', 'login', 'search'];
    return makeRun({
      day,
      manifest: { commit: `c${day}` },
      endpoints: Object.fromEntries(
        names.map((name, i) => [name, { p50: machine * noisy(20 + 10 * i, next) }]),
      ),
      measures: { [metric]: { value: own * noisy(200, next), ...ms } },
    });
  });
  return makeReports(runs)
    .at(-1)!
    .context.changes.find((change) => change.metric === metric)!;
}

describe('a measure of time', () => {
  it('that follows all endpoints on a slow machine is part of the common change', () => {
    const change = changeOf(1.35, 1.35);
    expect(change).toMatchObject({ certainty: null, shared: true });
    expect(change.relative).toBeGreaterThan(0.3);
  });

  it('that did not follow is no regression, and none of its own is missed', () => {
    expect(changeOf(1.35, 1).verdict).not.toBe('worse');
    expect(changeOf(1, 1.35)).toMatchObject({ verdict: 'worse' });
    expect(changeOf(1, 1.35).shared).toBeUndefined();
  });

  it('is a measure of which less is better, in a unit of time', () => {
    const of = (unit: string, direction: 'lower' | 'higher', id: typeof metric | 'response.p50' = metric) =>
      isTimeMeasure({ metric: id, terms: { label: 'Flow', unit, direction, minimumEffect: 0.05 } });
    expect([of('ms', 'lower'), of('s', 'lower'), of('ns', 'lower')]).toEqual([true, true, true]);
    expect([of('B', 'lower'), of('s', 'higher'), of('ms', 'lower', 'response.p50')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
