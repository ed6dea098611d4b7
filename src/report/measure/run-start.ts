import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunInput } from './run-input.ts';
import { smallest } from '../../model/long-lists.ts';

/** When a run began and how that is known. */
export interface RunStart extends Pick<RunMeasures, 'startedAt' | 'orderedBy'> {
  readonly firstSampleMs: number | null;
}

const dateInId =
  /(?<!\d)(20\d{2})-?([01]\d)-?([0-3]\d)(?:[T_-]?([0-2]\d)[-:]?([0-5]\d)(?:[-:]?([0-5]\d))?)?(?!\d)/;

/** The manifest's start, else the first sample, else a date in the id. */
export function startOf({ id, manifest, digests }: Pick<RunInput, 'id' | 'manifest' | 'digests'>): RunStart {
  const starts = digests
    .filter((digest) => !digest.isRelativeTime)
    .flatMap((digest) => digest.startedAtMs ?? []);
  const firstSampleMs = starts.length === 0 ? null : smallest(starts);
  if (manifest.startedAt !== undefined)
    return { startedAt: asUtc(manifest.startedAt), orderedBy: 'startedAt', firstSampleMs };
  if (firstSampleMs !== null)
    return { startedAt: new Date(firstSampleMs).toISOString(), orderedBy: 'first sample', firstSampleMs };
  const startedAt = momentInId(id);
  return { startedAt, orderedBy: startedAt === null ? null : 'id', firstSampleMs };
}

/** Epoch milliseconds of an ISO 8601 moment; without zone it is UTC. */
export function startMsOf(moment: string): number {
  const hasZone = /Z$|[+-]\d{2}:?\d{2}$/.test(moment);
  return Date.parse(hasZone || !moment.includes('T') ? moment : `${moment}Z`);
}

const asUtc = (moment: string): string => new Date(startMsOf(moment)).toISOString();

/** The moment that a run's id names, without a time the start of that day; null where it names none. */
export function momentInId(id: string): string | null {
  const match = dateInId.exec(id);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
