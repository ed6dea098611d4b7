import { at } from '../../model/checked.ts';
import type { ScenarioMeasures } from '../../model/run-measures.ts';

type Parameters = ScenarioMeasures['parameters'];

/** A stated number, or the middle of a stated range ("300 to 500"); null for other texts. */
function numberOf(value: Parameters[string]): number | null {
  if (typeof value === 'number') return value;
  const range = /^\s*(\d+(?:\.\d+)?)\s*(?:to|-|–)\s*(\d+(?:\.\d+)?)\s*$/.exec(String(value));
  if (range !== null) return (Number(range[1]) + Number(range[2])) / 2;
  return /^\s*\d+(\.\d+)?\s*$/.test(String(value)) ? Number(value) : null;
}

/** Parameter names for a rate of requests or arrivals per second. */
const rateName =
  /^(target|arrival|request|offered)?[-_ ]?(rate|rps|(requests|arrivals)[-_ ]?per[-_ ]?second)([-_ ]?per[-_ ]?second)?$/i;

/** The rate per second that a scenario's parameters state; null where none does, or several differ. */
export function statedRate({ parameters }: Pick<ScenarioMeasures, 'parameters'>): number | null {
  const rates = Object.entries(parameters)
    .filter(([key]) => rateName.test(key))
    .flatMap(([, value]) => numberOf(value) ?? []);
  return new Set(rates).size === 1 && at(rates, 0) > 0 ? at(rates, 0) : null;
}

const thinkName = /^(think|pacing)[-_ ]?(time)?[-_ ]?(in)?[-_ ]?(ms|millis|milliseconds|s|secs?|seconds)$/i;

/** The time that users wait between requests, in seconds; null where parameters do not state it with its unit. */
export function statedThinkSeconds({ parameters }: Pick<ScenarioMeasures, 'parameters'>): number | null {
  for (const [key, value] of Object.entries(parameters)) {
    const unit = thinkName.exec(key)?.[4]?.toLowerCase();
    if (unit === undefined || /^pacing/i.test(key)) continue;
    const stated = numberOf(value);
    if (stated !== null) return unit.startsWith('m') ? stated / 1_000 : stated;
  }
  return null;
}
