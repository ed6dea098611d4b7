import { metricIds, metricOf } from '../model/metrics.ts';
import type { Target } from '../model/project.ts';
import { Refusal } from './refusal.ts';
import { didYouMean } from './validate.ts';

const bounds = { '<': 'below', '<=': 'atMost', '>': 'above', '>=': 'atLeast' } as const;

/**
 * A target as people type it: `response.p95<500`, `errors.rate<1%`, `users.sustained>=50`. Shares may be given in
 * percent; all other numbers are in the metric's own unit. Throws a Refusal for anything else.
 */
export function parseTarget(text: string): Target {
  const match = /^\s*([A-Za-z0-9.]+)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text);
  if (match === null)
    throw new Refusal(
      `"${text}" is no target.`,
      'Write metric, bound and number, in quotes: "response.p95<500", "errors.rate<1%".',
    );
  const [, named = '', sign = '<', number = '', percent] = match;
  const metric = metricIds.find((id) => id === named);
  if (metric === undefined)
    throw new Refusal(`No metric is called "${named}".`, didYouMean(named, metricIds));
  if (percent === '%' && metricOf(metric).unit !== 'share')
    throw new Refusal(`${metric} is no share: "${text}" cannot be in percent.`, 'Leave out the %.');
  const value = percent === '%' ? Number(number) / 100 : Number(number);
  return { id: targetId(metric), metric, [bounds[sign as keyof typeof bounds]]: value };
}

/** `throughput.requestsPerSecond` is `throughput-requests-per-second`. */
const targetId = (metric: string): string =>
  metric.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-');
