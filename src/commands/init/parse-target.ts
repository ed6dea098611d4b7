import { at } from '../../model/checked.ts';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { metricIdOf } from '../../model/metrics/metric-id.ts';
import { metricIds, metricOf, type KnownUnit, type MetricId } from '../../model/metrics/metrics.ts';
import { targetSchema, type Target } from '../../model/documents/project.ts';
import { WrongUsage } from '../../project/refusal.ts';

const bounds = { '<': 'below', '<=': 'atMost', '>': 'above', '>=': 'atLeast' } as const;

/** The units that a target may use, by the unit of its metric, with the factor of each. */
const written: Readonly<Record<KnownUnit, Readonly<Record<string, number>>>> = {
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
 * Parses a target: `response.p95<500`, `response.p95 < 0.5 s`, `errors.rate<1%`, `users.sustained>=50`.
 * A number without a unit is in the unit of the metric. Throws WrongUsage for anything else.
 */
export function parseTarget(text: string): Target {
  const match = /^([A-Za-z0-9.-]+)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*([A-Za-z%/]*)$/.exec(text.trim());
  if (match === null)
    throw new WrongUsage(
      `Invalid target "${text.trim()}".`,
      `Write metric, bound and number, in quotes: ${exampleFor(text)}.`,
    );
  const [, named = '', sign = '<', number = '', unit = ''] = match;
  const metric = metricIdOf(named);
  if (metric === null) throw new WrongUsage(`Unknown metric "${named}".`, didYouMean(named, metricIds));
  rejectWholeShare(metric, Number(number), sign, unit, text.trim());
  const value = Number((Number(number) * factorOf(unit, metric, text.trim())).toPrecision(12));
  const { label } = metricOf(metric);
  const target = { id: targetId(metric), label, metric, [bounds[sign as keyof typeof bounds]]: value };
  const { success, error } = targetSchema.safeParse(target);
  if (!success) throw new WrongUsage(`Invalid target "${text.trim()}".`, `${at(error.issues, 0).message}.`);
  return target;
}

/** What people write of without knowing the metric's name, and how its target looks with their number. */
const hinted: readonly (readonly [RegExp, string, string])[] = [
  [/users?|vus?\b|concurren/i, 'users.sustained >=', '50'],
  [/err|fail/i, 'errors.rate <', '1%'],
  [/per sec|\/s\b|rps\b|throughput|requests/i, 'throughput.requestsPerSecond >=', '100'],
  [/memory|\b[mg]i?b\b/i, 'memory.peak <', '512 MB'],
  [/cpu/i, 'cpu.average <', '80%'],
];

/** Targets as they are written: on what the text seems to be about, else usual ones. */
function exampleFor(text: string): string {
  const found = hinted.find(([pattern]) => pattern.test(text));
  if (found === undefined) return '"response.p95 < 500 ms", "errors.rate < 1%"';
  const [, start, usual] = found;
  const [number = ''] = /\d+(?:\.\d+)?/.exec(text) ?? [];
  const unit = /[^\d.].*$/.exec(usual)?.[0] ?? '';
  return `"${start} ${number === '' ? usual : number + unit}"`;
}

/** `errors.rate < 1` would allow 100%. Its author meant 1%. */
function rejectWholeShare(metric: MetricId, number: number, sign: string, unit: string, text: string): void {
  if (metricOf(metric).unit !== 'share' || unit !== '' || number < 1 || !sign.startsWith('<')) return;
  throw new WrongUsage(
    `Invalid bound in "${text}".`,
    `${metric} is a share, so 1 means 100%. Write 0.01 for 1%, or add "%" to the number.`,
  );
}

function factorOf(unit: string, metric: MetricId, text: string): number {
  // What unit a measure has is known only from its files.
  const known: Readonly<Record<string, number>> =
    Object.entries(written).find(([one]) => one === metricOf(metric).unit)?.[1] ?? {};
  const factor = unit === '' ? 1 : known[unit];
  if (factor !== undefined) return factor;
  const units = Object.keys(known).map((one) => `"${one}"`);
  throw new WrongUsage(
    `Invalid unit "${unit}" for ${metric}: "${text}".`,
    units.length === 0 ? 'Omit the unit.' : `Omit the unit, or use ${units.join(' or ')}.`,
  );
}

/** Parses targets on one line, separated by commas or spaces. */
export const parseTargets = (line: string): Target[] =>
  targetsOf(line.split(/,|(?<!\s)\s+(?=[A-Za-z0-9.-]+\s*[<>])/).filter((part) => part.trim() !== ''));

/** Parses several targets; further targets on one metric get a number, and are named after that id. */
export function targetsOf(texts: readonly string[]): Target[] {
  const targets = texts.map(parseTarget);
  return targets.map((target, i) => {
    const before = targets.slice(0, i).filter(({ id }) => id === target.id).length;
    if (before === 0) return target;
    const { label: _, ...rest } = target;
    return { ...rest, id: `${target.id}-${before + 1}` };
  });
}

/** `throughput.requestsPerSecond` is `throughput-requests-per-second`. */
const targetId = (metric: string): string =>
  metric.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-');
