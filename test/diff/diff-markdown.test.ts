import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { diffMarkdown, longestComment } from '../../src/diff/markdown/diff-markdown.ts';
import type { DiffMetric, DiffRun } from '../../src/model/documents/diff.ts';
import { aDiff, aRun, calm, metric, uncalled } from './make-diff.ts';

const hostile = [
  '@everyone and @org/team',
  '#123 GH-12 org/name#4',
  '| pipe | cell |',
  '</details></summary><img src=x onerror=alert(1)>',
  '<!-- comment',
  '[link](https://evil.example) ![image](https://evil.example/x.png)',
  '```\ncode\n```\n# heading',
  '`tick` ``ticks``',
  'www.evil.example https://evil.example',
  '\u202eright to left\u0000\u0007',
  '0123456789abcdef0123456789abcdef01234567',
  '[^1]: note',
  '$math$ :smile:',
];

/** Everything but code: what GitHub looks for mentions, references and addresses in. */
function proseOf(markdown: string): { prose: string; html: string[]; links: string[] } {
  const found = { prose: '', html: [] as string[], links: [] as string[] };
  const visit = (node: { type: string; value?: string; url?: string; children?: unknown[] }): void => {
    if (node.type === 'text') found.prose += `${node.value ?? ''}\n`;
    if (node.type === 'html') found.html.push(node.value ?? '');
    if (node.type === 'link' || node.type === 'image') found.links.push(node.url ?? '');
    node.children?.forEach((child) => visit(child as typeof node));
  };
  visit(unified().use(remarkParse).use(remarkGfm).parse(markdown));
  return found;
}

const ownHtml = /^(<details><summary>[\w, ]+<\/summary>|<\/details>)$/;

describe('diffMarkdown', () => {
  it('is as agreed for one run', async () => {
    await expect(diffMarkdown(aDiff(aRun()))).toMatchFileSnapshot('../golden/diff-one-run.md');
  });

  it('is as agreed for several runs, with the summary on top', async () => {
    const quiet = aRun({ head: 'run-3', verdict: 'no-change-shown', targets: [], metrics: [calm('pay')] });
    const alone = aRun({
      head: 'run-4',
      base: null,
      comparable: false,
      reasons: ['there is no earlier run'],
      metrics: [],
    });
    await expect(diffMarkdown(aDiff(aRun(), quiet, alone))).toMatchFileSnapshot('../golden/diff-runs.md');
  });

  it('is as agreed for nothing new', () => {
    const text = diffMarkdown({ schemaVersion: 1, verdict: 'no-change-shown', runs: [] });
    expect(text.split('\n')[0]).toBe('## Performance: no run added or changed');
  });

  it.each(hostile)('lets no name or text break out: %j', (text) => {
    const note = [{ id: text, text }];
    const markdown = diffMarkdown(
      aDiff(
        aRun({
          head: text,
          base: text,
          reasons: [text],
          targets: [{ id: text, base: 'met', head: 'not met', margin: 0 }],
          metrics: [
            metric({ endpoint: text, scenario: text, basis: text, settle: text }),
            metric({
              metric: 'measure.own',
              terms: { unit: text, direction: 'lower', label: text, minimumEffect: 0 },
            }),
            calm(text),
          ],
          configuration: [{ key: text, from: text, to: text }],
          findings: { new: note, gone: note },
          recommendations: note,
          words: note,
        }),
      ),
    );
    const { prose, html, links } = proseOf(markdown);
    expect(prose).not.toMatch(/@\w|#\d|GH-\d|www\.|:\/\/|[0-9a-f]{7}/i);
    expect(html.filter((one) => !ownHtml.test(one))).toEqual([]);
    expect(html.filter((one) => one === '</details>')).toHaveLength(html.length / 2);
    expect(links).toEqual([]);
    expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
  });

  it('keeps every row of a table to its columns', () => {
    const markdown = diffMarkdown(
      aDiff(aRun({ metrics: hostile.map((text) => metric({ endpoint: text })) })),
    );
    const tree = unified().use(remarkParse).use(remarkGfm).parse(markdown);
    const tables = tree.children.filter((node) => node.type === 'table');
    const widths = tables.map(({ children }) => new Set(children.map((row) => row.children.length)).size);
    expect(new Set(widths)).toEqual(new Set([1]));
    expect(tables.map(({ children }) => children.length)).toContain(hostile.length + 1);
  });

  it('stays short for 5,000 endpoints and points to the whole', () => {
    const metrics = Array.from({ length: 5_000 }, (_, i) => metric({ endpoint: `${'@x|'.repeat(30)}${i}` }));
    const markdown = diffMarkdown(aDiff(...Array.from({ length: 30 }, () => aRun({ metrics }))), {
      fullPage: 'https://example.org/compare/',
    });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(longestComment);
    expect(markdown).toContain('[all metrics and findings](https://example.org/compare/)');
    expect(markdown.split('\n')[0]).toMatch(
      /^## ▲ Performance: `@x.+` p95 200 → 250 ms \(\+25%\); 5,000 regressions; 1 target not met$/,
    );
  });

  it('names the largest of several regressions to fix, whatever its name holds', () => {
    const metrics = [metric({ endpoint: '@org/a' }), metric({ endpoint: 'b', head: 220, relative: 0.1 })];
    const text = diffMarkdown(aDiff(aRun({ metrics })));
    expect(text).toContain('fix the 2 confirmed regressions before merging, the largest of these first: ');
    expect(text).not.toMatch(/first: @org/);
    expect(text).toContain('merge the annotations below');
  });

  it('says how to see all where there is no page', () => {
    const metrics = Array.from({ length: 100 }, (_, i) => metric({ endpoint: `e${i}` }));
    expect(diffMarkdown(aDiff(aRun({ metrics })))).toContain(
      '`npm run --silent perfolio -- diff run-1 run-2 --json`',
    );
  });

  it('gives the point of a long text in its first five lines', () => {
    const top = diffMarkdown(aDiff(aRun())).split('\n').slice(0, 5).join('\n');
    expect(top).toContain('1 regression, 1 possible improvement; 1 target not met');
    expect(top).toContain(
      '**Do now:** meet the missed target and fix the regression of pay p95 200 → 250 ms before merging.',
    );
    expect(top).toContain('`system.runtime` `24` → not recorded');
    expect(top).toContain('`shop`: ▲ `pay` p95 200 → 250 ms (+25%)');
  });

  it('leads with targets that are met now, and counts a target of several repeats once', () => {
    const target: DiffRun['targets'][number] = {
      id: 'errors',
      label: 'Error Rate',
      metric: 'errors.rate',
      base: 'not met',
      head: 'met',
      baseValue: 0.225,
      headValue: 0,
      margin: 1,
      bound: { op: 'below', value: 0.01 },
    };
    const calmRun = aRun({ verdict: 'no-change-shown', targets: [target], metrics: [calm('list')] });
    const text = diffMarkdown(aDiff(calmRun, calmRun));
    expect(text.split('\n')[0]).toMatch(/: 1 metric unchanged; 1 target now met$/);
    expect(text).toContain('**Targets:** `Error Rate` 22.5% → 0% (target: below 1%): now met');
    expect(text).toContain(
      '**Do now:** nothing to fix: 1 target now met. More runs of the head would confirm what changed.',
    );
  });

  it('says once that no change is detected, and of how many metrics', () => {
    const open = (endpoint: string, verdict: DiffMetric['verdict']): DiffMetric =>
      metric({ endpoint, verdict, certainty: null, interval: [-0.1, 0.6] });
    const run = aRun({
      verdict: 'no-change-shown',
      targets: [],
      metrics: [open('a', 'no-change-shown'), open('b', 'no-change-shown'), open('c', 'cannot-tell')],
    });
    const text = diffMarkdown({ ...aDiff(run), verdict: 'no-change-shown' });
    expect(text.split('\n')[0]).toBe('## – Performance: no change detected in 2 metrics, 1 inconclusive');
    expect(text).toContain('<summary>No change detected in 2 metrics</summary>');
  });

  it('leads with the verdict if most metrics are inconclusive', () => {
    const unsure = ['a', 'b'].map((endpoint) =>
      metric({ endpoint, verdict: 'cannot-tell', certainty: null }),
    );
    const head = (...metrics: DiffMetric[]): string | undefined =>
      diffMarkdown({ ...aDiff(aRun({ targets: [], metrics })), verdict: 'cannot-tell' }).split('\n')[0];
    expect(head(...unsure)).toBe('## ◇ Performance: 2 metrics inconclusive');
    expect(head(...unsure, calm('c'))).toBe('## ◇ Performance: 2 of 3 metrics inconclusive');
  });

  it('says why a change is inconclusive although its interval leaves out 0', () => {
    const open = uncalled();
    const run = aRun({ verdict: 'no-change-shown', targets: [], metrics: [calm('list'), open] });
    expect(diffMarkdown(aDiff(run))).toContain(
      '(+25%), 95% interval +20% to +30%: inconclusive, because 2 metrics are compared at once',
    );
  });

  it('says how many intervals of many leave out 0 by chance', () => {
    const open = uncalled();
    const many = Array.from({ length: 99 }, (_, i) => calm(`e${i}`));
    const unknown = metric({ interval: null, verdict: 'cannot-tell', certainty: null });
    const run = aRun({ verdict: 'no-change-shown', targets: [], metrics: [open, ...many, unknown] });
    // 5% of 100.
    expect(diffMarkdown(aDiff(run))).toContain(
      'inconclusive, because about 5 of the 100 intervals exclude 0 by chance',
    );
  });

  it('asks to repeat what got half as slow again without proof, and not what got better', () => {
    const open = (relative: number): string =>
      diffMarkdown(
        aDiff(
          aRun({
            verdict: 'no-change-shown',
            targets: [],
            metrics: [uncalled({ relative }), calm('list')],
          }),
        ),
      );
    expect(open(2.35)).toContain(
      '**Do now:** repeat base and head. The largest unproven change, pay p95 200 → 250 ms, is too large to ignore.',
    );
    expect(open(0.4)).toContain('**Do now:** nothing.');
    expect(open(-0.6)).toContain('**Do now:** nothing.');
  });

  it('leads with what got slower everywhere, before an improvement', () => {
    const common: DiffRun['common'] = {
      metric: 'response.p50',
      endpoints: 16,
      relative: 0.15,
      interval: [0.08, 0.23],
      verdict: 'worse',
      certainty: 'suspected',
      control: false,
    };
    const better = metric({
      base: 200,
      head: 150,
      relative: -0.25,
      interval: [-0.3, -0.2],
      verdict: 'better',
    });
    const [first] = diffMarkdown(aDiff(aRun({ targets: [], common, metrics: [better] }))).split('\n');
    expect(first).toBe(
      '## △ Performance: Every endpoint was possibly 15% slower; `pay` p95 200 → 150 ms (−25%)',
    );
  });

  it('names the percentile of a target', () => {
    const target = {
      id: 'fast',
      label: 'Fast enough',
      metric: 'response.p95' as const,
      bound: { op: 'below' as const, value: 500 },
      base: 'not met' as const,
      head: 'not met' as const,
      baseValue: 1190,
      headValue: 1340,
      margin: -1.68,
    };
    expect(diffMarkdown(aDiff(aRun({ targets: [target] })))).toContain(
      '**Targets:** `Fast enough` p95 1,190 → 1,340 ms (target: below 500 ms): still not met',
    );
    const { label: _, ...bare } = target;
    expect(diffMarkdown(aDiff(aRun({ targets: [bare] })))).toContain('**Targets:** `fast` p95 1,190 →');
  });

  it('names the largest change that is not proven, and what would settle it', () => {
    const open = metric({
      verdict: 'cannot-tell',
      certainty: null,
      largestUnconfirmed: true,
      settle: '3 more runs',
    });
    const text = diffMarkdown(
      aDiff(aRun({ verdict: 'cannot-tell', targets: [], metrics: [calm('list'), open] })),
    );
    expect(text).toContain(
      '**Largest difference not detected as a change:** `pay` p95 200 → 250 ms (+25%), 95% interval +20% to +30%: inconclusive; 3 more runs',
    );
  });

  it('names both endpoints where a target was judged at another one', () => {
    const target = {
      id: 'fast',
      label: 'Response time',
      metric: 'response.p95' as const,
      bound: { op: 'below' as const, value: 220 },
      base: 'inconclusive' as const,
      head: 'met' as const,
      baseValue: 40,
      headValue: 200,
      margin: 0.1,
      endpoint: 'pay',
      baseEndpoint: 'browse',
    };
    const text = (head: 'met' | 'not met'): string =>
      diffMarkdown(aDiff(aRun({ targets: [{ ...target, head }] }))).replaceAll('\u00a0', ' ');
    expect(text('met')).toContain('| 40 ms of `browse`, inconclusive | 200 ms of `pay`, met |');
    expect(text('not met')).toContain(
      '`Response time` p95 of `pay` 200 ms, base 40 ms of `browse` (target: below 220 ms): not met',
    );
  });

  it('says what marks mean once, and in each row only where one mark has several meanings', () => {
    const quiet = (endpoint: string): DiffMetric =>
      metric({ endpoint, verdict: 'no-change-shown', certainty: null });
    const text = diffMarkdown(aDiff(aRun({ metrics: [calm('browse'), quiet('list')] })));
    expect(text).toContain('| | Metric | Change | Base → head | 95% interval | Verdict |');
    expect(text).toMatch(/\| – \| `list` p95, `shop` \|.* \| no change detected \|/);
    expect(diffMarkdown(aDiff(aRun({ metrics: [calm('browse')] })))).toContain('– unchanged. Evidence: ');
  });

  it('writes a change and its interval as pages do, as factors from ten times on', () => {
    const table = (rest: Partial<DiffMetric>): string =>
      diffMarkdown(aDiff(aRun({ metrics: [metric(rest)] }))).replaceAll('\u00a0', ' ');
    expect(table({ head: 1_550, relative: 6.75, interval: [5.5, 11] })).toContain(
      '| +675% | 200 → 1,550 ms | ×6.5 to ×12 |',
    );
    expect(table({ head: 50, relative: -0.75, interval: [-1, 0.2], verdict: 'better' })).toContain(
      '| −75% | 200 → 50 ms | −100% to +20% |',
    );
    expect(table({ head: 390, relative: 0.95, interval: [0.5, 1.2] })).toContain('| +95% |');
    expect(table({ head: 0, relative: -1, interval: [-1, -0.5], verdict: 'better' })).toContain(
      '| −100% | 200 → 0 ms | −100% to −50% |',
    );
  });

  it('states a target with its bound and values', () => {
    const target = {
      id: 'p95-below-220',
      label: 'Response time',
      metric: 'response.p95' as const,
      bound: { op: 'below' as const, value: 220 },
      base: 'met' as const,
      head: 'not met' as const,
      baseValue: 200,
      headValue: 250,
      margin: -0.136,
    };
    // The first lines tell of four targets; beyond that a table has all.
    const told = diffMarkdown(aDiff(aRun({ targets: [target] })));
    expect(told.replaceAll('\u00a0', ' ')).toContain(
      '**Targets:** `Response time` p95 200 → 250 ms (target: below 220 ms): not met',
    );
    expect(told).not.toContain('| Target |');
    const five = Array.from({ length: 5 }, (_, i) => ({ ...target, id: `t${i}` }));
    expect(diffMarkdown(aDiff(aRun({ targets: five })))).toMatch(
      /\| `Response time` \| below 220.ms \| 200.ms, met \| 250.ms, not met \| −14% \|/,
    );
  });

  it('is one row for the percentiles of one endpoint', () => {
    const text = diffMarkdown(
      aDiff(aRun({ metrics: [metric(), metric({ metric: 'response.p50', relative: 0.1 })] })),
    );
    expect(text).toContain('1 more metric that changed with these');
  });

  it('names the annotations of all regressions, and how many it had no room for', () => {
    const one = diffMarkdown(aDiff(aRun({ metrics: [metric(), metric({ metric: 'response.p50' })] })));
    expect(one.match(/"action":"accept"/g)).toHaveLength(2);
    const many = Array.from({ length: 300 }, (_, i) => metric({ endpoint: `e${i}` }));
    const text = diffMarkdown(aDiff(aRun({ metrics: many })));
    const listed = text.match(/"action":"accept"/g)?.length ?? 0;
    expect(text).toContain(`${300 - listed} more regressions must be accepted too.`);
  });

  it('keeps names outside the basic plane valid in the annotation', () => {
    const text = diffMarkdown(aDiff(aRun({ metrics: [metric({ endpoint: 'a\u{E0001}b@c' })] })));
    const line = text.split('\n').find((one) => one.startsWith('{"action"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ endpoint: 'a\u{E0001}b@c' });
    expect(line).not.toMatch(/[@\u{E0001}]/u);
  });

  it('asks to meet a target that the base missed too', () => {
    const missed = { id: 'fast', base: 'not met', head: 'not met', margin: -0.1 } as const;
    const text = diffMarkdown(aDiff(aRun({ metrics: [calm('browse')], targets: [missed] })));
    expect(text).toContain(
      'meet the missed targets, or change the targets on the main branch first. The base misses them too.',
    );
    expect(text).not.toContain('nothing.');
  });

  it('asks about what changed before it names a target that the base missed too', () => {
    const missed = { id: 'fast', base: 'not met', head: 'not met', margin: -0.1 } as const;
    const text = diffMarkdown(
      aDiff(aRun({ metrics: [metric({ certainty: 'suspected' })], targets: [missed] })),
    );
    expect(text).toContain(
      'repeat base and head. The regression is possible, not proven. The base misses the targets too.',
    );
  });

  it('asks to measure again what the base has and this run lacks', () => {
    const lost = { id: 'fast', base: 'met', head: 'not measured', margin: null } as const;
    const text = diffMarkdown(aDiff(aRun({ metrics: [calm('browse')], targets: [lost] })));
    expect(text).toContain(
      'measure again. Endpoints, scenarios or targets of the base have no data in this run.',
    );
  });

  it('asks to correct the manifest of a run that it keeps out of the comparison', () => {
    const alone = aRun({ base: null, metrics: [], targets: [], unjudged: ['its `baseline` names none'] });
    const text = diffMarkdown(aDiff(alone));
    expect(text).toContain(
      'correct the run.json or the scenario folders of this run. As it is, the run is compared with nothing.',
    );
    expect(text).toContain('No baseline: its \\`baseline\\` names none');
  });

  it('shows a regression that the own comparison lacks, with the annotation that accepts it', () => {
    const of = { metric: 'response.p50', scenario: 'shop', endpoint: 'pay', certainty: 'confirmed' } as const;
    const unseen = [{ ...of, text: 'Median of pay regressed compared with r6 (it is dated before r6)' }];
    const text = diffMarkdown(aDiff(aRun({ metrics: [calm('browse')], unseen })));
    expect(text).toContain('**Do now:** meet the missed target and fix the regression before merging.');
    expect(text).toMatch(/^## ▲ Performance: 1 regression compared with other runs; 1 metric unchanged/);
    expect(text).toContain('**Regressions compared with other runs**');
    expect(text).toContain('Median of pay regressed compared with r6 (it is dated before r6)');
    expect(text).toContain('"metric":"response.p50","scenario":"shop","endpoint":"pay"');
  });
});
