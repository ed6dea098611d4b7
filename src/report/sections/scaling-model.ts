import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { Coefficient, RunMeasures, ScalingFit } from '../../model/run-measures.ts';
import type { Block, Cell } from '../../model/section.ts';
import { scenarioName } from '../findings/place.ts';
import { intervalText, numberWithInterval, text } from './cells.ts';

const needs = 'The fit needs five steps, at least one of them at the bend.';

/** The fitted scalability model, a row for each scenario with load steps; a sentence where none could be fitted. */
export function modelBlocks(measures: RunMeasures): Block[] {
  if (measures.scaling.length === 0) return [];
  if (measures.scaling.every(({ fit }) => fit === null))
    return [{ kind: 'text', text: noModelText(measures) }];
  return [
    {
      kind: 'table',
      id: 'scaling-model',
      caption: 'Scalability model (not measured)',
      columns: [
        { key: 'scenario', label: 'Scenario', type: 'text' },
        { key: 'peak', label: 'Highest throughput', type: 'text' },
        { key: 'alpha', label: 'Contention', type: 'number', unit: '%', phone: 'last' },
        { key: 'beta', label: 'Coherence', type: 'number', unit: '%', phone: 'last' },
        { key: 'gamma', label: 'One user', type: 'number', unit: '/s', phone: 'last' },
      ],
      isStacked: true,
      rows: measures.scaling.map(({ scenario, fit, reason }) => ({
        scenario: text(scenarioName(measures, scenario)),
        ...(fit === null ? { peak: text('not identifiable', { note: reason ?? '' }) } : modelCells(fit)),
      })),
      note: `Universal Scalability Law (Gunther 2007): throughput = γN / (1 + α(N − 1) + βN(N − 1)), least squares on logarithms through the load steps, with 95% intervals. α is contention, the share of the work that is serialised; β is coherence, the cost of coordination. ${needs}`,
    },
  ];
}

/** Why no scenario has a model. */
function noModelText(measures: RunMeasures): string {
  const reasons = measures.scaling.map(({ scenario, reason }) =>
    [scenarioName(measures, scenario), reason].filter(Boolean).join(': '),
  );
  return `Scalability model (Universal Scalability Law): not identifiable. ${reasons.join('; ')}. ${needs}`;
}

function modelCells({ peak, alpha, beta, gamma, limitPerSecond, steps }: ScalingFit): Record<string, Cell> {
  const ofSteps = `through ${steps} steps`;
  const highest =
    peak === null
      ? text('no peak identifiable', {
          note:
            limitPerSecond === null
              ? ofSteps
              : `the interval of coherence contains 0; without coherence at most ${formatValue(limitPerSecond, '1/s')}; ${ofSteps}`,
        })
      : text(`${formatValue(peak.requestsPerSecond, '1/s')} at ${formatNumber(peak.users)} users`, {
          note: `${peak.interval === null ? '' : `${intervalText(peak.interval, 'users')} users; `}${peak.isExtrapolated ? 'extrapolated far beyond the tested load; ' : ''}${ofSteps}`,
        });
  return {
    peak: highest,
    alpha: coefficientCell(alpha),
    beta: coefficientCell(beta),
    gamma: numberWithInterval(gamma.value, '1/s', gamma.interval),
  };
}

/** A coefficient at its lower bound has no interval. */
const coefficientCell = ({ value, interval }: Coefficient): Cell =>
  value === 0 ? text('0', { note: 'at its bound' }) : numberWithInterval(value, 'share', interval);
