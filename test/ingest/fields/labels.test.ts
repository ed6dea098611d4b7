import { describe, expect, it } from 'vitest';
import { errorTypeList, sumCounts, transportError, urlLabel } from '../../../src/ingest/fields/labels.ts';

describe('the name of an endpoint by its URL', () => {
  it.each([
    ['https://user:secret@host/x?to=a@b', 'https://host/x?to=a@b'],
    ['HTTP+unix://user@host/x', 'HTTP+unix://host/x'],
    ['https://host/x@y', 'https://host/x@y'],
    ['https://host?to=a@b', 'https://host?to=a@b'],
    ['https://host#a@b', 'https://host#a@b'],
    ['see https://user@host', 'see https://user@host'],
  ])('%s', (url, label) => expect(urlLabel(url)).toBe(label));
});

it.each([
  ['Get "http://host/x": dial tcp 10.0.0.1:80: connection refused', 'connection refused'],
  ['EOF', 'EOF'],
  [' ', 'transport error'],
])('what went wrong with a connection: %s', (message, type) => expect(transportError(message)).toBe(type));

describe('types of errors', () => {
  const types = errorTypeList([
    ['reset', 2],
    ['timeout', 3],
    ['none', 0],
    ['503', 5],
    ['reset', 3],
  ]);

  it('are added up by name, the most frequent first, equal ones by name', () => {
    expect(types).toEqual([
      { type: '503', count: 5 },
      { type: 'reset', count: 5 },
      { type: 'timeout', count: 3 },
    ]);
  });

  it('have a sum', () => expect([sumCounts(types), sumCounts([])]).toEqual([13, 0]));
});
