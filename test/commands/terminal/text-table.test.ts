import { describe, expect, it } from 'vitest';
import { textTable } from '../../../src/commands/terminal/text-table.ts';
import { perfolio } from '../perfolio.ts';

describe('a table for a terminal', () => {
  it('has text to the left and numbers to the right', () => {
    const rows = [
      ['list', '12,345', 'exact', '79\u00a0ns', '–'],
      ['create_session', '7', 'histogram', '–', 'host'],
    ];
    expect(textTable(['endpoint', 'count', 'source', 'p50', 'scale'], rows)).toBe(
      [
        'endpoint         count  source       p50  scale',
        'list            12,345  exact      79\u00a0ns  –',
        'create_session       7  histogram      –  host',
        '',
      ].join('\n'),
    );
  });

  it('takes a column for text where one of its cells is text', () => {
    expect(
      textTable(
        ['run', 'of'],
        [
          ['a', '1'],
          ['b', 'two 2'],
        ],
      ),
    ).toBe('run  of\na    1\nb    two 2\n');
  });

  it('keeps the first column to the left, whatever its names look like', () => {
    expect(
      textTable(
        ['status', 'n'],
        [
          ['200', '1'],
          ['5', '12'],
        ],
      ),
    ).toBe('status   n\n200      1\n5       12\n');
  });

  it('wraps the last column between words where it would be too wide', () => {
    expect(
      textTable(
        ['id', 'known by'],
        [
          ['a', 'a header of names'],
          ['b', 'name,value,unit,n'],
        ],
        16,
      ),
    ).toBe('id  known by\na   a header of\n    names\nb   name,value,\n    unit,n\n');
  });
});

describe('formats', () => {
  it('fits a terminal of 100 columns', async () => {
    const { out } = await perfolio('/', ['formats']);
    const lines = out.split('\n');
    expect(lines.length).toBeGreaterThan(80);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines[0]).toMatch(/^id +tool +source +identified by$/);
  });
});
