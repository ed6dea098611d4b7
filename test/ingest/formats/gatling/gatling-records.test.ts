import { describe, expect, it } from 'vitest';
import {
  gatlingRecord,
  typeFirst,
  withGroups,
} from '../../../../src/ingest/formats/gatling/gatling-records.ts';

const start = 1_763_632_800_000;
const read = (...fields: readonly (string | number)[]): ReturnType<typeof gatlingRecord> =>
  gatlingRecord(fields.join('\t'));

describe('a row of a log of Gatling', () => {
  it('has its type first, or behind scenario and user', () => {
    expect(typeFirst(['USER', 'a', 'b'])).toEqual(['USER', 'a', 'b']);
    expect(typeFirst(['scn', '7', 'GROUP', 'x', 'y'])).toEqual(['GROUP', 'scn', '7', 'x', 'y']);
    expect(typeFirst(['scn', 'GROUP', 'x'])).toBeNull();
    expect(withGroups(['a', 'b'])).toBe('a / b');
  });

  it('of a run states when it began, and the version', () => {
    expect(read('RUN', 'demo.Shop', 'shop', start, 'about 5', '3.11.2')).toEqual({
      type: 'run',
      version: '3.11.2',
      startMs: start,
    });
    expect(read('RUN', 'demo.Shop', 'shop', start, 'of 5 users')).toMatchObject({ version: null });
    expect(read('RUN', 'demo.Shop', 'shop', '12345678901', '3.0 ')).toEqual({
      type: 'run',
      version: '3.0',
      startMs: null,
    });
  });

  it('of a user says whether it starts, whatever its scenario is called', () => {
    expect(read('USER', 'scn', 1, 'START', start)).toEqual({ type: 'user', isStart: true });
    expect(read('USER', 'START', 'END', start)).toEqual({ type: 'user', isStart: false });
    expect(read('USER', 'START', 1)).toBe('a USER row must say START or END in a field of its own');
  });

  it('of a request has groups, name and length: since 3.4', () => {
    expect(read('REQUEST', 'Buy,Pay', 'card', start, start + 120, 'OK', ' ')).toEqual({
      type: 'request',
      scenario: null,
      groups: 'Buy,Pay',
      name: 'card',
      startMs: start,
      durationMs: 120,
      error: null,
    });
    expect(read('REQUEST', '', 'card', start, start, 'KO', 'status 500')).toMatchObject({
      groups: '',
      durationMs: 0,
      error: 'status 500',
    });
    expect(read('REQUEST', '', 'card', start, start, 'KO')).toMatchObject({ error: '' });
  });

  it('of a request has the user before them: from 3.0 to 3.3', () => {
    expect(read('REQUEST', 7, 'Buy', 'card', start, start + 5, 'OK')).toMatchObject({
      scenario: null,
      groups: 'Buy',
      name: 'card',
      durationMs: 5,
    });
  });

  it('of a request has scenario and user before them: up to 2.3', () => {
    expect(read('REQUEST', 'shop', 7, 'Buy', 'card', start, start + 5, 'OK')).toMatchObject({
      scenario: 'shop',
      groups: 'Buy',
      name: 'card',
      startMs: start,
      durationMs: 5,
    });
  });

  it('of a request has four times: up to 2.1', () => {
    const times = [start, start + 1, start + 40, start + 50];
    const expected = { scenario: 'shop', groups: 'Buy', name: 'card', startMs: start, durationMs: 50 };
    expect(read('REQUEST', 'shop', 7, 'Buy', 'card', ...times, 'OK')).toMatchObject(expected);
    expect(read('shop', 7, 'REQUEST', 'Buy', 'card', ...times, 'OK')).toMatchObject(expected);
  });

  it('of a request that never ended has no length, if it failed', () => {
    expect(read('REQUEST', '', 'card', start, '', 'KO', 'timeout')).toMatchObject({
      durationMs: NaN,
      error: 'timeout',
    });
    expect(read('REQUEST', '', 'card', start, start - 1, 'KO')).toMatchObject({ durationMs: NaN });
    expect(read('REQUEST', '', 'card', start, '-9223372036854775808', 'KO')).toMatchObject({
      durationMs: NaN,
    });
    expect(read('REQUEST', '', 'card', start, start - 1, 'OK')).toBe(
      `the end "${start - 1}" must be a time after the start`,
    );
  });

  it('of a request is refused without times, outcome or name', () => {
    const needed = 'a REQUEST row must contain start, end and OK or KO';
    expect(read('REQUEST', '', 'card', start, start + 1, 'FINE')).toBe(needed);
    expect(read('REQUEST', '', 'card', 'x', start + 1, 'OK')).toBe(needed);
    expect(read('REQUEST', '', 'card', start, 'x', 'OK')).toBe(needed);
    expect(read('REQUEST')).toBe(needed);
    // Two times and two more before the outcome leave no field for a name.
    expect(read('REQUEST', start, start, 'a', start, start, 'OK')).toMatchObject({ name: 'a' });
  });

  it('of a request may have a name that is an outcome', () => {
    expect(read('REQUEST', '', 'x', 'OK', 'KO', start, start + 9, 'OK')).toMatchObject({
      name: 'KO',
      durationMs: 9,
    });
  });

  it('of a group has its own response time', () => {
    expect(read('GROUP', 'Buy,Pay', start, start + 300, 120, 'OK')).toEqual({
      type: 'group',
      scenario: null,
      groups: ['Buy', 'Pay'],
      startMs: start,
      durationMs: 120,
      hasFailed: false,
    });
    expect(read('GROUP', 'shop', 7, 'Buy', start, start + 300, '', 'KO')).toEqual({
      type: 'group',
      scenario: 'shop',
      groups: ['Buy'],
      startMs: start,
      durationMs: 300,
      hasFailed: true,
    });
    // The user alone is no scenario.
    expect(read('GROUP', 7, 'Buy', start, start + 300, 0, 'OK')).toMatchObject({
      scenario: null,
      groups: ['Buy'],
      durationMs: 0,
    });
  });

  it('of a group has two counts before its outcome: before 2.1', () => {
    expect(read('shop', 7, 'GROUP', 'Buy', start, start + 300, 120, 2, 1, 'KO')).toEqual({
      type: 'group',
      scenario: 'shop',
      groups: ['Buy'],
      startMs: start,
      durationMs: 120,
      hasFailed: true,
    });
  });

  it('of an error of the script is one, by whichever type', () => {
    expect(read('ERROR', 'no attribute', start)).toEqual({ type: 'error' });
    expect(read('GROUP', 'no attribute', start)).toEqual({ type: 'error' });
    expect(read('GROUP', 'Buy', 'x')).toBe('a GROUP row must contain start, end, response time and OK or KO');
    expect(read('GROUP', start, start, 1, 'OK')).toBe(
      'a GROUP row must contain start, end, response time and OK or KO',
    );
    expect(read('ASSERTION', 'AAECAA')).toEqual({ type: 'assertion' });
    expect(read('NOTE', 'x')).toBe(
      'the row is of no known type (RUN, USER, REQUEST, GROUP, ERROR or ASSERTION)',
    );
  });
});
