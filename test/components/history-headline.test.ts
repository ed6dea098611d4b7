import { expect, test } from 'vitest';
import { historiesHeadline } from '../../src/components/history/history-page.ts';
import type { WholeHistory } from '../../src/model/documents/history-trend.ts';

const history = (name: string): WholeHistory => ({ name, slug: name, trends: [], tools: ['asv'], files: [] });

test('a project with nothing but histories is headed by the only one, or by their number', () => {
  expect(historiesHeadline([])).toBeNull();
  expect(historiesHeadline([history('django')])).toMatch(/^django: /);
  expect(historiesHeadline([history('a'), history('b')])).toBe('2 histories');
});
