import { didYouMean } from '../../model/did-you-mean.ts';
import { metricIds, metricOf, type MetricId, type Unit } from '../../model/metrics.ts';
import { targetSchema, type Target } from '../../model/project.ts';
import { WrongUsage } from '../../project/refusal.ts';

const bounds = { '<': 'below', '<=': 'atMost', '>': 'above', '>=': 'atLeast' } as const;

/** What people write after the number of a metric, and how many of the metric's own unit that is. */
const written: Record<Unit, Readonly<Record<string, number>>> = {
  ms: { ms: 1, s: 1_000 },
  '1/s': { '/s': 1, 'req/s': 1, 'requests/s': 1 },
  '1/min': { '/min': 1, 'messages/min': 1 },
  '1/day': { '/day': 1, 'sessions/day': 1 },
  count: {},
  users: { users: 1 },
  share: { '%': 0.01 },
  MB: { MB: 1 },
  percent: { '%': 1 },
  cores: { cores: 1 },
  score: {},
};

/**
 * A target as people type it: `response.p95<500`, `response.p95 < 0.5 s`, `errors.rate<1%`, `users.sustained>=50`.
 * Without a unit the number is in the metric's own. Throws WrongUsage for anything else.
 */
export function parseTarget(text: string): Target {
  const match = /^\s*([A-Za-z0-9.]+)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*([A-Za-z%/]*)\s*$/.exec(text);
  if (match === null)
    throw new WrongUsage(
      `"${text.trim()}" is no target.`,
      'Write metric, bound and number, in quotes: "response.p95 < 500 ms", "errors.rate < 1 %".',
    );
  const [, named = '', sign = '<', number = '', unit = ''] = match;
  const metric = metricIds.find((id) => id === named);
  if (metric === undefined)
    throw new WrongUsage(`No metric is called "${named}".`, didYouMean(named, metricIds));
  refuseWholeShare(metric, Number(number), sign, unit, text.trim());
  const value = Number((Number(number) * factorOf(unit, metric, text.trim())).toPrecision(12));
  const target = { id: targetId(metric), metric, [bounds[sign as keyof typeof bounds]]: value };
  const { success, error } = targetSchema.safeParse(target);
  if (!success) throw new WrongUsage(`"${text.trim()}" cannot be meant.`, `${error.issues[0]!.message}.`);
  return target;
}

/** `errors.rate < 1` is all requests where 1 % was meant, and a target that nothing misses. */
function refuseWholeShare(metric: MetricId, number: number, sign: string, unit: string, text: string): void {
  if (metricOf(metric).unit !== 'share' || unit !== '' || number < 1 || !sign.startsWith('<')) return;
  throw new WrongUsage(
    `"${text}" cannot be meant.`,
    `${metric} is a share, 1 is 100 %: write 0.01 for 1 %, or the number with "%".`,
  );
}

function factorOf(unit: string, metric: MetricId, text: string): number {
  const known = written[metricOf(metric).unit];
  const factor = unit === '' ? 1 : known[unit];
  if (factor !== undefined) return factor;
  const units = Object.keys(known).map((one) => `"${one}"`);
  throw new WrongUsage(
    `${metric} is not measured in "${unit}": "${text}".`,
    units.length === 0 ? 'Leave out the unit.' : `Write the number alone, or with ${units.join(' or ')}.`,
  );
}

/** Targets in one line, parted by commas; a space parts them too, where another bound begins. */
export const parseTargets = (line: string): Target[] =>
  targetsOf(line.split(/,|\s+(?=[A-Za-z0-9.]+\s*[<>])/).filter((part) => part.trim() !== ''));

/** Several targets; those of one metric are told apart by a number. */
export function targetsOf(texts: readonly string[]): Target[] {
  const targets = texts.map(parseTarget);
  return targets.map((target, i) => {
    const before = targets.slice(0, i).filter(({ id }) => id === target.id).length;
    return before === 0 ? target : { ...target, id: `${target.id}-${before + 1}` };
  });
}

/** `throughput.requestsPerSecond` is `throughput-requests-per-second`. */
const targetId = (metric: string): string =>
  metric.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-');
