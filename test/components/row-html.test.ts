import { describe, expect, it } from 'vitest';
import { rowIds } from '../../src/components/blocks/group-rows.ts';
import { headHtml, numbersRow, rowHtml } from '../../src/components/blocks/row-html.ts';
import type { Cell, Column } from '../../src/model/section.ts';

const columns: Column[] = [
  { key: 'scenario', label: 'Scenario', type: 'text', groups: true },
  { key: 'name', label: 'Endpoint', type: 'text' },
  { key: 'p95', label: '95th', type: 'number', unit: 'µs', phone: 'last' },
];
const value: Cell = {
  text: '67.6',
  note: '60 to 80',
  provenance: {
    source: 'reported',
    relativeError: null,
    n: 662,
    files: ['a&b.csv'],
    estimator: 'Hyndman-Fan 7',
  },
};

describe('a row of a table', () => {
  it('is markup without blanks, with its source, its mark and its address; names are text', () => {
    const html = rowHtml({
      columns,
      row: { scenario: { text: 'Buy' }, name: { text: '<b>pay</b>' }, p95: value },
      id: 't-1',
      link: 't-buy-pay',
      isStacked: true,
    });
    expect(html).toMatch(/^<tr id="t-buy-pay"><th scope="row">&lt;b&gt;pay&lt;\/b&gt;/);
    expect(html).toContain(
      '<p>Hyndman-Fan 7 · 662 samples · reported by the tool<code>a&amp;b.csv</code></p>',
    );
    expect(html).toContain('popovertarget="src-t-1" aria-label="Source of &lt;b&gt;pay&lt;/b&gt;"');
    expect(html).toMatch(
      /<td class="number last" data-label="95th \(µs\)">67\.6<sup.* <small>60 to 80<\/small>$/,
    );
    expect(html).not.toMatch(/<\/t[dr]>|>\s+<t[dhr]|<td[^>]*>\s/);
  });

  it('on a phone has short labels, an arrow to the next cell, and no cell that is empty', () => {
    const html = rowHtml({
      columns: [
        { key: 'name', label: 'Metric', type: 'text' },
        { key: 'base', label: 'Baseline', type: 'number', isBefore: true },
        { key: 'mean', label: 'Average', type: 'number', unit: 'ms', phone: 'last', phoneLabel: 'mean' },
        { key: 'max', label: 'Max', type: 'number', phone: 'last' },
      ],
      row: { name: { text: 'pay' }, base: { text: '1' }, mean: { text: '2' } },
      id: 't-1',
      isStacked: true,
    });
    expect(html).toContain('<td class="number before">1<td');
    expect(html).toContain('<td class="number last" data-label="mean">2<td');
    expect(html).toMatch(/<td class="number last none" data-label="Max">–$/);
  });

  it('opens the note of an earlier row if it has the same sources', () => {
    const notes = new Map<string, string>();
    const [first, second, other] = ['pay', 'ship', 'list'].map((name, i) =>
      rowHtml({
        columns,
        row: {
          name: { text: name },
          p95: i < 2 ? value : { ...value, provenance: { ...value.provenance!, n: 663 } },
        },
        id: `t-${i}`,
        notes,
      }),
    );
    expect(first).toContain('id="src-t-0" popover');
    expect(second).toContain('popovertarget="src-t-0" aria-label="Source of ship"');
    expect(second).not.toContain('popover=');
    expect(other).toMatch(/popovertarget="src-t-2".* id="src-t-2" popover/);
  });

  it('has an address of its group and name; equal names are numbered', () => {
    const row = (scenario: string, name: string): Record<string, Cell> => ({
      scenario: { text: scenario },
      name: { text: name },
    });
    expect(
      rowIds('times', columns, [
        row('Endpoint Stress', 'GET /a'),
        row('Single', 'é"x'),
        row('Single', 'É x'),
      ]),
    ).toEqual(['times-endpoint-stress-get-a', 'times-single-é-x', 'times-single-é-x-2']);
  });
});

describe('a row of the numbers of a chart', () => {
  it('is cells of text, those of numbers by their class', () => {
    expect(numbersRow([{ type: 'text' }, { type: 'number' }], ['<b>', '3.1'])).toBe(
      '<tr><td>&lt;b&gt;<td class="number">3.1',
    );
  });
});

describe('the heads of a table', () => {
  it('are its columns with their units, those of pictures by name for who cannot see their scale', () => {
    const scale = { kind: 'scale', of: 'interval', ticks: [{ at: 0, label: '0' }] } as const;
    const heads = headHtml([...columns, { key: 'picture', label: 'Change', type: 'text', scale }]);
    expect(heads).toMatch(
      /^<tr><th scope="col">Endpoint<th scope="col" class="number">95th <span class="unit">µs<\/span><th scope="col"><span class="unseen">Change<\/span><svg/,
    );
  });
});

describe('a cell of code', () => {
  it('shows the first digits of a SHA-256, and other code as it is', () => {
    const code = (text: string): string =>
      rowHtml({
        columns: [
          { key: 'file', label: 'File', type: 'text' },
          { key: 'code', label: 'Code', type: 'code' },
        ],
        row: { file: { text: 'a.csv' }, code: { text } },
        id: 't-1',
      });
    // SHA-256 of nothing, from FIPS 180-4.
    expect(code('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')).toContain(
      '<code>e3b0c44298fc1c14…</code>',
    );
    expect(code('endpoint-stress/requests.csv.gz')).toContain('<code>endpoint-stress/requests.csv.gz</code>');
  });
});
