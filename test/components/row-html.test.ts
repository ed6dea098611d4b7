import { describe, expect, it } from 'vitest';
import { rowIds } from '../../src/components/blocks/group-rows.ts';
import { rowHtml } from '../../src/components/blocks/row-html.ts';
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
