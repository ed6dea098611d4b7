import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { annotationsSchema } from '../../../src/model/documents/annotations.ts';
import { manifestSchema } from '../../../src/model/documents/manifest.ts';
import { commentarySchema } from '../../../src/model/documents/commentary.ts';
import { validPart } from '../../../src/project/validate/valid-part.ts';

describe('what is sound of a document', () => {
  it('is the whole where nothing is wrong', () => {
    expect(validPart(manifestSchema, { version: '2' })).toEqual({ version: '2' });
  });

  it('is all but values of a wrong kind and keys that are unknown', () => {
    expect(validPart(manifestSchema, { startedAt: 'then', versoin: '2', version: '2' })).toEqual({
      version: '2',
    });
    expect(
      validPart(annotationsSchema, [
        { action: 'ignore', run: 'a', reason: 'b', why: 'c' },
        { action: 'ignore', run: 'd', reason: 'e' },
      ]),
    ).toEqual([
      { action: 'ignore', run: 'a', reason: 'b' },
      { action: 'ignore', run: 'd', reason: 'e' },
    ]);
  });

  it('keeps the places of entries before one that lacks what it must have', () => {
    const attachments = [{ file: 'a' }, { label: 'b' }, { file: 'c' }];
    expect(validPart(manifestSchema, { attachments })).toEqual({ attachments: [{ file: 'a' }] });
  });

  it('leaves out what cannot be without its broken part', () => {
    const { recommendations } = validPart(commentarySchema, {
      recommendations: [
        { id: 'a', priority: 'low', text: 'b', expectedImpact: { metric: 'response.p101', change: -0.1 } },
      ],
    })!;
    expect(recommendations).toEqual([{ id: 'a', priority: 'low', text: 'b', status: 'open' }]);
  });

  it('leaves what a rule over several keys refuses', () => {
    const words = validPart(commentarySchema, {
      title: 'a',
      bottlenecks: [{ status: 'rejected', finding: 'b' }],
    })!;
    expect([words.title, words.bottlenecks]).toEqual(['a', []]);
  });

  it('is nothing where the document itself is of another kind', () => {
    expect(validPart(manifestSchema, [1])).toBeNull();
    expect(validPart(z.strictObject({ must: z.string() }), {})).toBeNull();
  });

  it('leaves the given document as it is', () => {
    const given = { versoin: '2', attachments: [{ label: 'b' }] };
    validPart(manifestSchema, given);
    expect(given).toEqual({ versoin: '2', attachments: [{ label: 'b' }] });
  });
});
