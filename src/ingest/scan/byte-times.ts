import { numberAt } from '../../stats/numbers.ts';
import { parseDateTime } from '../fields/times.ts';

const zero = 0x30;
const point = 0x2e;
const colon = 0x3a;

/** `2026-11-20T10:00`: what of a time is known again. */
const minuteBytes = 16;
/** `2026-11-20T10:00:00`. */
const secondBytes = 19;

/**
 * Reads RFC 3339 times in bytes. Times of a log mostly differ in their seconds only: the minute and the zone are
 * compared with those of the time before, and read only where they differ.
 */
export class ByteTimes {
  #minute = new Uint8Array(minuteBytes);
  #zone = new Uint8Array(0);
  #minuteMs = NaN;

  /** Epoch milliseconds of the time in `bytes[start, end)`, with its fraction; NaN for anything else. */
  epochMs(bytes: Uint8Array, start: number, end: number): number {
    if (end - start <= secondBytes) return NaN;
    let at = start + secondBytes;
    let fraction = 0;
    if (bytes[at] === point) {
      let scale = 100;
      for (at++; at < end; at++) {
        const digit = (bytes[at] ?? 0) - zero;
        if (digit < 0 || digit > 9) break;
        fraction += digit * scale;
        scale /= 10;
      }
    }
    if (!this.#isSame(bytes, start, at, end) && !this.#learn(bytes, start, at, end)) return NaN;
    const tens = numberAt(bytes, start + 17) - zero;
    const ones = numberAt(bytes, start + 18) - zero;
    const isSeconds = bytes[start + minuteBytes] === colon && tens >= 0 && tens < 6 && ones >= 0 && ones <= 9;
    return isSeconds ? this.#minuteMs + (tens * 10 + ones) * 1_000 + fraction : NaN;
  }

  #isSame(bytes: Uint8Array, start: number, zone: number, end: number): boolean {
    const minute = this.#minute;
    for (let i = minuteBytes - 1; i >= 0; i--) if (bytes[start + i] !== minute[i]) return false;
    if (end - zone !== this.#zone.length) return false;
    for (let i = zone; i < end; i++) if (bytes[i] !== this.#zone[i - zone]) return false;
    return !Number.isNaN(this.#minuteMs);
  }

  #learn(bytes: Uint8Array, start: number, zone: number, end: number): boolean {
    if (end - start > 64) return false;
    const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
    const time = parseDateTime(`${text(start, start + minuteBytes)}:00${text(zone, end)}`, null);
    if (time?.hasZone !== true) return false;
    // Copies: `slice` of a Buffer would be a view of bytes that change.
    this.#minute = new Uint8Array(bytes.subarray(start, start + minuteBytes));
    this.#zone = new Uint8Array(bytes.subarray(zone, end));
    this.#minuteMs = time.epochMs;
    return true;
  }
}
