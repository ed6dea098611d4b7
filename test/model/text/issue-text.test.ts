import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shapeText } from '../../../src/model/text/issue-text.ts';

const schema = z.object({ latency: z.strictObject({ average: z.number(), unit: z.string().optional() }) });

const faultOf = (document: unknown): string => {
  const { error } = schema.safeParse(document);
  return error === undefined ? '' : shapeText(error, document);
};

describe('what is wrong with a document', () => {
  it.each([
    [{ latency: {} }, '`latency.average` is missing'],
    [{ latency: { average: 'NaN' } }, '`latency.average` must be a number, got "NaN"'],
    [{ latency: { average: 1, unit: 2 } }, '`latency.unit` must be text, got the number 2: write "2"'],
    [{}, '`latency` is missing'],
    [{ latency: { average: 1, p95: 2 } }, '`latency.p95` is unknown'],
    [[], 'the document must be an object, got a list'],
    [null, 'the document must be an object, got null'],
  ])('%j: %s', (document, text) => {
    expect(faultOf(document)).toBe(text);
  });
});
