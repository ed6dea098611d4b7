import { describe, expect, it } from 'vitest';
import { wordsChanged, changedCommentary } from '../../src/diff/diff-notes.ts';
import { commentaryName } from '../../src/diff/commentary-name.ts';
import { commentarySchema } from '../../src/model/documents/commentary.ts';

describe('commentary in a diff', () => {
  it('have the names that readers know', () => {
    expect(
      ['summary', 'meetsRequirements', 'anomalies.2', 'finding.stall:buying'].map(commentaryName),
    ).toEqual(['Summary', 'Requirements', 'Anomaly', 'Finding stall:buying']);
  });

  it('of another run take nothing back; of the same run they do', () => {
    const before = commentarySchema.parse({ summary: 'Slow.', notes: ['Rain.'] });
    const after = commentarySchema.parse({ summary: 'Fast.' });
    expect(wordsChanged(before, after)).toEqual([
      { id: 'summary', text: 'Fast.' },
      { id: 'notes', text: '' },
    ]);
    expect(changedCommentary(before, after)).toEqual([{ id: 'summary', text: 'Fast.' }]);
  });
});
