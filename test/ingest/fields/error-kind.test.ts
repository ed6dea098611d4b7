import { expect, test } from 'vitest';
import { mostFrequent } from '../../../src/report/measure/most-frequent.ts';
import { errorKind } from '../../../src/ingest/fields/error-kind.ts';

test.each([
  ['Duplicate login: EN8424,R6 9ZV', 'Duplicate login: <id>,<code>'],
  ['no user jane.doe+x@example.test here', 'no user <email> here'],
  ['order 5f0c2d9e-8b7a-4c3d-9e1f-aa12bb34cc56 is gone', 'order <id> is gone'],
  ['session a1b2c3d4e5f60718 expired', 'session <id> expired'],
  ['customer 4711081 unknown', 'customer <number> unknown'],
  ['user-48213 is locked', '<id> is locked'],
])('what varies in "%s" is folded', (message, kind) => {
  expect(errorKind(message)).toBe(kind);
});

test.each([
  '500',
  '404/Not Found',
  'Non HTTP response code: java.net.SocketTimeoutException',
  'connection refused',
  'dial tcp 127.0.0.1:18080: connect: connection refused',
  'HTTP/1.1 error 503',
  'expected 200, got 302',
  'ECONNRESET',
  'x509: certificate has expired',
])('"%s" is a kind already', (message) => {
  expect(errorKind(message)).toBe(message);
});

test('a page names at most twelve types of errors, and their counts still add up', () => {
  const types = Array.from({ length: 40 }, (_, i) => ({
    type: `kind ${'abcdefghij'[i % 10]}${'xyzw'[i % 4]}`,
    count: 40 - i,
  }));
  const shown = mostFrequent(types);
  expect(shown).toHaveLength(12);
  expect(shown.reduce((sum, { count }) => sum + count, 0)).toBe(820);
});
