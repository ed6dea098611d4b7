import { at } from '../../../model/checked.ts';

/** Endpoint of requests whose name is empty. */
export const unnamed = '(no name)';

/** The name of a group, or of a request in it, with the groups around it. */
export const withGroups = (names: readonly string[]): string => names.join(' / ');

/** A row of Gatling's text log, in whichever of its layouts it came. */
export type GatlingRecord =
  | { readonly type: 'run'; readonly version: string | null; readonly startMs: number | null }
  | { readonly type: 'user'; readonly isStart: boolean }
  | {
      readonly type: 'request';
      readonly scenario: string | null;
      /** The groups that it is in, outermost first, joined by commas. */
      readonly groups: string;
      readonly name: string;
      readonly startMs: number;
      /** NaN where the request never ended. */
      readonly durationMs: number;
      readonly error: string | null;
    }
  | {
      readonly type: 'group';
      readonly scenario: string | null;
      readonly groups: readonly string[];
      readonly startMs: number;
      readonly durationMs: number;
      readonly hasFailed: boolean;
    }
  | { readonly type: 'error' }
  | { readonly type: 'assertion' };

const types = new Set(['RUN', 'USER', 'REQUEST', 'GROUP', 'ERROR', 'ASSERTION']);

/**
 * The fields of a row with its type first. Since 2.1 the type comes first; before, behind the scenario and the user
 * (or, for the run, behind the class and id).
 */
export function typeFirst(fields: readonly string[]): readonly string[] | null {
  if (types.has(fields[0] ?? '')) return fields;
  const third = fields[2] ?? '';
  return types.has(third) ? [third, at(fields, 0), at(fields, 1), ...fields.slice(3)] : null;
}

/** Reads a row; a string says why it is refused. */
export function gatlingRecord(line: string): GatlingRecord | string {
  const fields = typeFirst(line.split('\t'));
  switch (fields?.[0]) {
    case 'RUN':
      return runRecord(fields);
    case 'USER':
      return userRecord(fields);
    case 'REQUEST':
      return requestRecord(fields);
    case 'GROUP':
      return groupRecord(fields);
    case 'ERROR':
      return { type: 'error' };
    case 'ASSERTION':
      return { type: 'assertion' };
    default:
      return 'the row is of no known type (RUN, USER, REQUEST, GROUP, ERROR or ASSERTION)';
  }
}

const isEpochMs = (field: string | undefined): boolean => /^\d{12,14}$/.test(field ?? '');

function runRecord(fields: readonly string[]): GatlingRecord {
  const start = fields.find(isEpochMs);
  const last = at(fields, -1).trim();
  return {
    type: 'run',
    version: /^\d+\.\d+[\w.-]*$/.test(last) ? last : null,
    startMs: start === undefined ? null : Number(start),
  };
}

function userRecord(fields: readonly string[]): GatlingRecord | string {
  const event = fields.slice(2).find((field) => field === 'START' || field === 'END');
  return event === undefined
    ? 'a USER row must say START or END in a field of its own'
    : { type: 'user', isStart: event === 'START' };
}

/** Fields between the type and the times: groups and name, the user before them, and the scenario before that. */
const fieldsWithScenario = 4;

function requestRecord(fields: readonly string[]): GatlingRecord | string {
  const outcomeAt = statusAt(fields, 4);
  if (outcomeAt < 0) return 'a REQUEST row must contain start, end and OK or KO';
  // Up to 2.1 there were four times: of the request's start and end, and of the response's.
  const times = isEpochMs(fields[outcomeAt - 3]) && isEpochMs(fields[outcomeAt - 4]) && outcomeAt > 6 ? 4 : 2;
  const startMs = Number(fields[outcomeAt - times]);
  const nameAt = outcomeAt - times - 1;
  if (nameAt < 1) return 'a REQUEST row must contain groups and a name';
  const hasFailed = fields[outcomeAt] === 'KO';
  const end = at(fields, outcomeAt - 1);
  const durationMs = elapsed(startMs, end);
  if (Number.isNaN(durationMs) && !hasFailed)
    return `the end "${end.slice(0, 40)}" must be a time after the start`;
  return {
    type: 'request',
    scenario: nameAt >= fieldsWithScenario ? at(fields, 1) : null,
    groups: nameAt > 1 ? at(fields, nameAt - 1) : '',
    name: at(fields, nameAt),
    startMs,
    durationMs,
    error: hasFailed ? (fields[outcomeAt + 1] ?? '') : null,
  };
}

function groupRecord(fields: readonly string[]): GatlingRecord | string {
  // Up to 3.0 errors of the script were written under this type: a message and a time.
  if (fields.length === 3 && isEpochMs(fields[2])) return { type: 'error' };
  const outcomeAt = fields.findLastIndex((field) => field === 'OK' || field === 'KO');
  // Before 2.1 two counts stand between the time and the outcome: of good and of failed requests.
  const startAt = [outcomeAt - 3, outcomeAt - 5].find(
    (i) => i > 1 && isEpochMs(fields[i]) && isEpochMs(fields[i + 1]),
  );
  if (startAt === undefined) return 'a GROUP row must contain start, end, response time and OK or KO';
  const startMs = Number(fields[startAt]);
  const cumulated = at(fields, startAt + 2);
  return {
    type: 'group',
    scenario: startAt - 1 >= fieldsWithScenario - 1 ? at(fields, 1) : null,
    groups: at(fields, startAt - 1).split(','),
    startMs,
    durationMs: /^\d+$/.test(cumulated) ? Number(cumulated) : elapsed(startMs, at(fields, startAt + 1)),
    hasFailed: fields[outcomeAt] === 'KO',
  };
}

/** Where the outcome of a request stands: behind a start and an end, which may be missing for a failure. */
function statusAt(fields: readonly string[], from: number): number {
  for (let at = from; at < fields.length; at++) {
    const isStatus = fields[at] === 'OK' || fields[at] === 'KO';
    if (isStatus && isEpochMs(fields[at - 2]) && /^-?\d*$/.test(fields[at - 1] ?? '')) return at;
  }
  return -1;
}

/** Milliseconds from start to end; NaN where the end is none. */
function elapsed(startMs: number, end: string): number {
  const endMs = isEpochMs(end) ? Number(end) : NaN;
  return endMs >= startMs ? endMs - startMs : NaN;
}
