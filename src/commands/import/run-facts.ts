import { asFolderName } from '../../model/text/folder-name.ts';
import { startMsOf } from '../../report/measure/run-start.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { PathMatch } from './path-pattern.ts';

/** What the path of a run states. */
export interface RunFacts {
  readonly id: string;
  /** A date, or a date and time (UTC), in ISO 8601; null if the path has none. */
  readonly startedAt: string | null;
  readonly stated: Pick<Manifest, 'version' | 'commit' | 'branch' | 'tester'>;
}

type Values = PathMatch['values'];

/**
 * The facts in the values of a path. The id is {id}, or all values in a fixed order: date, time, branch, version, commit.
 * Returns the wrong date where a path names a day that does not exist.
 */
export function factsOfPath(values: Values): RunFacts | { readonly wrongDate: string } {
  const day = dayOf(values);
  if (day !== null && !isDay(day)) return { wrongDate: day };
  const time = timeOf(values);
  const { id, branch, version, commit, tester } = values;
  const parts = [day, time?.replaceAll(':', ''), branch, version, commit?.slice(0, 12)];
  return {
    id: asFolderName(id ?? parts.filter((part) => part !== null && part !== undefined).join('-')),
    startedAt: day === null || time === null ? day : `${day}T${time}Z`,
    stated: {
      ...(version === undefined ? {} : { version }),
      ...(commit === undefined ? {} : { commit }),
      ...(branch === undefined ? {} : { branch }),
      ...(tester === undefined ? {} : { tester }),
    },
  };
}

/** `2024-05-01` of {date}, or of {year}, {month} and {day}; null if one is missing. */
function dayOf({ date, year, month, day }: Values): string | null {
  const digits = date?.replace(/\D/g, '');
  if (digits !== undefined) return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  if (year === undefined || month === undefined) return null;
  return `${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`;
}

/** `10:30:00` of {time}. */
function timeOf({ time }: Values): string | null {
  if (time === undefined) return null;
  const digits = time.replace(/\D/g, '');
  return `${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6) || '00'}`;
}

/** False for 31 February, which JavaScript takes for 3 March. */
const isDay = (day: string): boolean => {
  const ms = startMsOf(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
};
