import type { Measure } from '../../../model/documents/digest.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { cleanText } from '../../fields/text.ts';
import { bytesPerMb } from '../../fields/unit-names.ts';

/** What a label of a PerfMon reading says. */
export interface PerfmonMetric {
  readonly host: string;
  readonly kind: 'cpu' | 'memory' | 'other';
  /** MB of 2^20 bytes in one of the value, for memory. */
  readonly mbEach: number;
  /** The metric without the host. */
  readonly name: string;
  readonly unit: string;
}

const label = /^(\S+) (CPU|Memory|Swap|Disks I\/O|Network I\/O|TCP|JMX|EXEC|TAIL)(?:$|[ :](.*)$)/;

/** CPU metrics that tell how busy the host is: PerfMon's default, and the share that is not idle. */
const busyCpu = new Set(['', 'combined']);
const memoryUnits: Readonly<Record<string, number>> = {
  b: 1 / bytesPerMb,
  kb: 2 ** -10,
  mb: 1,
};

/**
 * `HOST Memory unit=mb:used` and the like: host, family, parameters. Memory is `usedperc` by default, a percentage,
 * and CPU `combined`. Null for a label of anything else.
 */
export function perfmonMetric(text: string): PerfmonMetric | null {
  const match = label.exec(text.trim());
  if (match === null) return null;
  const [, host = '', family = '', rest = ''] = match;
  const parts = rest.split(':').map((part) => part.trim().toLowerCase());
  const word = parts.find((part) => part !== '' && !part.includes('=')) ?? '';
  const ofCore = parts.some((part) => /^(?:core|pid|name)=/.test(part));
  const unit = parts.find((part) => part.startsWith('unit='))?.slice(5) ?? 'b';
  const name = cleanText(rest === '' ? family : `${family} ${rest}`);
  const common = { host, mbEach: memoryUnits[unit] ?? 0, name };
  if (family === 'CPU' && busyCpu.has(word) && !ofCore) return { ...common, kind: 'cpu', unit: '%' };
  if (family === 'Memory' && word === 'used' && !ofCore && common.mbEach > 0)
    return { ...common, kind: 'memory', unit: 'MB' };
  const isShare = family === 'CPU' || word.endsWith('perc') || (family === 'Memory' && word === '');
  return { ...common, kind: 'other', unit: isShare ? '%' : '' };
}

/** Numbers the hosts, whose names are not stored, and gathers the metrics that are only measures. */
export class PerfmonHosts {
  readonly #numbers = new Map<string, number>();
  readonly #sums = new Map<string, { host: string; name: string; unit: string; sum: number; n: number }>();

  get count(): number {
    return this.#numbers.size;
  }

  /** `host 1`, `host 2` ... in the order in which they appear. */
  numbered(host: string): string {
    const number = this.#numbers.get(host) ?? this.#numbers.size + 1;
    this.#numbers.set(host, number);
    return `host ${number}`;
  }

  addMeasure(host: string, { name, unit }: PerfmonMetric, value: number): void {
    const key = `${host}\u0000${name}`;
    const one = this.#sums.get(key) ?? { host, name, unit, sum: 0, n: 0 };
    one.sum += value;
    one.n++;
    this.#sums.set(key, one);
  }

  /** The mean of each metric. */
  measures(): Measure[] {
    return [...this.#sums.values()].map(({ host, name, unit, sum, n }) => ({
      name: this.count > 1 ? `${name} (${host}, mean)` : `${name} (mean)`,
      unit,
      direction: directionOf(unit, name),
      value: sum / n,
      n,
    }));
  }
}
