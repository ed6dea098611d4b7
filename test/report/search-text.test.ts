import { expect, it } from 'vitest';
import type { MetricChange } from '../../src/model/run-report.ts';
import { layoutOf } from '../../src/report/mdx/layout.ts';
import { parseMdx } from '../../src/report/mdx/parse-mdx.ts';
import { searchText } from '../../src/report/words/search-text.ts';
import { exampleReport } from '../charts/example-report.ts';

const change = (over: Partial<MetricChange>): MetricChange => ({
  metric: 'response.p95',
  scenario: 'buy',
  endpoint: 'pay',
  base: 100,
  head: 130,
  relative: 0.3,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'one run against one' },
  ...over,
});

it('finds a run by its verdicts, each once, and not by what shows no change', () => {
  const example = exampleReport();
  const [target] = example.targets;
  const changes = [
    change({}),
    change({ endpoint: 'basket' }),
    change({ metric: 'errors.rate', verdict: 'better', certainty: 'suspected' }),
    change({ metric: 'cpu.average', verdict: 'no-change-shown', certainty: null }),
  ];
  const text = searchText(
    {
      ...example,
      targets: [{ ...target!, label: 'Fast enough', verdict: 'not met' }],
      context: { ...example.context, changes },
    },
    [],
  );
  expect(text).toContain('Fast enough not met.');
  expect(text.split('95th percentile response time regressed.')).toHaveLength(2);
  expect(text).toContain('Error rate possibly improved.');
  expect(text).toContain('regression.');
  expect(text).not.toContain('Average CPU');
});

it('finds a run by the prose of its commentary, code included', () => {
  const layout = layoutOf(parseMdx('Some *words* and `inline`.\n\n```\nblock\n```\n\n- item\n', 'run.mdx'));
  const text = searchText(exampleReport(), layout);
  for (const word of ['Some', 'words', 'inline', 'block', 'item']) expect(text).toContain(word);
});
