import { describe, expect, it } from 'vitest';
import { alertIssue, sharedIssue } from '../../src/diff/markdown/alert-markdown.ts';
import { commitsText } from '../../src/diff/markdown/commits-text.ts';
import { inertText, name, words } from '../../src/diff/markdown/foreign.ts';
import {
  intervalText,
  judgementText,
  sizeText,
  valuesText,
  verdictText,
} from '../../src/diff/markdown/metric-text.ts';
import { rulesSection } from '../../src/diff/markdown/rules-section.ts';
import { printMarkdown } from '../../src/report/markdown/printer.ts';
import type { Alert } from '../../src/model/documents/alert.ts';
import { aDiff, metric } from './make-diff.ts';

const gap = '\u200b';
const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll(gap, '');

const alert = (rest: Partial<Alert> = {}): Alert => ({
  id: 'regression-r2',
  kind: 'regression',
  state: 'open',
  since: 'r2',
  base: 'r1',
  metrics: [metric()],
  commits: { from: null, to: null, url: null },
  updated: null,
  ...rest,
});

it('a factor beyond a million is no more than that, and a fall is no more than all', () => {
  const sizes = (relative: number, interval: [number, number]): string[] => {
    const change = metric({ relative, interval });
    return [sizeText(change), intervalText(change)];
  };
  expect(sizes(3e9, [1, 9e9])).toEqual(['over ×1,000,000', '×2 to over ×1,000,000']);
  // What is left of a fall is shown in three decimals at most.
  expect(sizes(1e-9 - 1, [1e-10 - 1, 0.002 - 1])).toEqual(['−99.999%', '−99.999% to −99.8%']);
  expect(sizes(999_999, [999_998, 999_999])).toEqual(['×1,000,000', '×999,999 to ×1,000,000']);
});

describe('the issue of an alert', () => {
  it('has a table of its metrics, the largest change first, and where it began', () => {
    const { title, body } = alertIssue(
      alert({ metrics: [metric(), metric({ endpoint: 'list', relative: 0.9 })] }),
    );
    expect(title).toBe('Performance: r2: 2 metrics regressed');
    const lines = plain(body).split('\n');
    expect(lines[0]).toContain('| Metric | Endpoint | Scenario |');
    expect(lines.findIndex((line) => line.includes('`list`'))).toBeLessThan(
      lines.findIndex((line) => line.includes('`pay`')),
    );
    expect(plain(body)).toContain('First run: `r2`');
    expect(plain(body)).toContain('Last run without it: `r1`');
    expect(plain(body)).toContain('write an annotation.');
  });

  it('has numbers at the right, and names at the left', () => {
    const rules = (one: Alert): string | undefined => plain(alertIssue(one).body).split('\n')[1];
    expect(rules(alert())?.replaceAll(/ |(?<=-)-/g, '')).toBe('|:-|:-|:-|-:|-:|-:|');
    expect(rules(alert({ kind: 'vanished' }))?.replaceAll(/ |(?<=-)-/g, '')).toBe('|:-|:-|');
  });

  it('names scenarios but the only one that has no name, and commits where they are known', () => {
    const body = (change: Partial<Alert>): string => plain(alertIssue(alert(change)).body);
    expect(body({})).toContain('| `pay` | `shop` |');
    expect(body({ metrics: [metric({ scenario: null, endpoint: null })] })).toMatch(/\| all +\| +\|/);
    expect(body({})).not.toContain('Commits');
    expect(body({ commits: { from: 'a1', to: 'b2', url: null } })).toContain('Commits: `a1`..`b2`');
  });

  it('has 50 rows at most, and says how many more there are', () => {
    const many = (count: number): string =>
      plain(
        alertIssue(alert({ metrics: Array.from({ length: count }, (_, i) => metric({ endpoint: `e${i}` })) }))
          .body,
      );
    expect(many(50)).not.toContain('more.');
    expect(many(52)).toContain('And 2 more.');
  });

  it('of vanished endpoints names them', () => {
    const body = plain(
      alertIssue(alert({ kind: 'vanished', metrics: [metric({ scenario: 'default' })] })).body,
    );
    expect(body).toContain('| Endpoint | Scenario |');
    expect(body).toContain('| `pay` |');
    expect(body).not.toContain('`default`');
    expect(
      plain(alertIssue(alert({ kind: 'vanished', metrics: [metric({ endpoint: null })] })).body),
    ).toContain('| all |');
  });

  it('of an overdue run names builds, 20 at most, and when it was due', () => {
    const body = (count: number): string =>
      plain(
        alertIssue(
          alert({
            kind: 'overdue',
            metrics: [],
            due: '2026-11-30T08:00:00.000Z',
            builds: Array.from({ length: count }, (_, i) => `v${i}`),
          }),
        ).body,
      );
    expect(body(2)).toContain('Builds without a run: `v0`, `v1`');
    expect(body(2)).toContain('Last run: `r2`');
    expect(body(2)).toContain('Due: 2026-11-30 08:00 UTC');
    expect(body(2)).not.toContain('Last run without it');
    expect(body(2)).toContain('when a run is added.');
    expect(body(20)).not.toContain('more');
    expect(body(21)).toContain('`v19`, and 1 more');
    expect(body(23)).toContain('`v19`, and 3 more');
    expect(body(0)).not.toContain('Builds');
  });

  it('has a title of 200 characters, without code and line breaks', () => {
    const title = (since: string): string => alertIssue(alert({ since })).title;
    expect(title('a`b`\n c')).toBe("Performance: a'b' c: 1 metric regressed");
    const fixed = 'Performance: : 1 metric regressed'.length;
    expect(title('x y '.repeat(100))).toHaveLength(200);
    expect(title('x y '.repeat(100)).endsWith('…')).toBe(true);
    expect(title('x'.repeat(3)).length).toBe(fixed + 3);
    const whole = 'x'.repeat(200 - fixed);
    expect(title(whole)).toBe(`Performance: ${whole}: 1 metric regressed`);
    expect(title(`${whole}x`).endsWith('…')).toBe(true);
  });

  it('that several alerts share lists each with its largest change', () => {
    const { title, body } = sharedIssue([
      alert({ metrics: [metric(), metric({ endpoint: 'list', relative: 0.9, base: 100, head: 190 })] }),
      alert({ kind: 'overdue', metrics: [], due: '2026-11-30T08:00:00.000Z' }),
    ]);
    expect(title).toBe('Performance: 2 alerts in one issue');
    expect(plain(body)).toContain(
      'r2: 2 metrics regressed. Largest: 95th percentile response time of `list` +90%',
    );
    expect(plain(body)).toMatch(/No run since r2; the next was due 2026-11-30 08:00 UTC\n/);
    const many = sharedIssue(Array.from({ length: 53 }, () => alert())).body;
    expect(plain(many)).toContain('And 3 more.');
  });
});

describe('the words of a change', () => {
  it('have its size: relative, in points, or in the unit from 0', () => {
    const size = (rest: object): string => plain(sizeText(metric(rest)));
    expect(size({})).toBe('+25%');
    expect(size({ metric: 'errors.rate', base: 0.01, head: 0.03 })).toContain('+2');
    expect(size({ metric: 'errors.rate', base: null, head: 0.03 })).toBe('–');
    expect(size({ metric: 'errors.rate', base: 0.01, head: null })).toBe('–');
    expect(size({ base: 0, head: 5, relative: null })).toBe('+5 ms');
    expect(size({ base: null, head: 5, relative: null })).toBe('–');
    expect(size({ base: 0, head: null, relative: null })).toBe('–');
  });

  it('have its interval in the same unit', () => {
    const interval = (rest: object): string => plain(intervalText(metric(rest)));
    expect(interval({})).toBe('+20% to +30%');
    expect(interval({ interval: null })).toBe('–');
    expect(interval({ base: null })).toBe('–');
    expect(interval({ unit: 'absolute', base: 0, interval: [2, 5] })).toBe('+2 ms to +5 ms');
    expect(interval({ metric: 'errors.rate', unit: 'points', interval: [0.01, 0.02] })).toMatch(
      /^\+1.* to \+2/,
    );
    // Half to all of 2% are one to two points.
    expect(interval({ metric: 'errors.rate', base: 0.02, interval: [0.5, 1] })).toMatch(/^\+1.* to \+2/);
  });

  it('have both values and the verdict', () => {
    expect(plain(valuesText(metric()))).toBe('200 → 250 ms');
    expect([judgementText(metric()), judgementText(metric({ certainty: 'suspected' }))]).toEqual([
      'regression',
      'possible regression',
    ]);
    expect(verdictText).toMatchObject({ worse: 'regression', better: 'improvement', mixed: 'mixed' });
  });
});

describe('names and texts from outside', () => {
  it('are on one line and cut', () => {
    const value = (node: ReturnType<typeof name>): string => ('value' in node ? node.value : '');
    expect(value(name(' a\n\u202eb '))).toBe('a b');
    expect(value(name(''))).toBe('(empty)');
    expect(value(name('x'.repeat(80)))).toHaveLength(80);
    expect(value(name('x'.repeat(81)))).toBe(`${'x'.repeat(79)}…`);
    expect(value(words('x'.repeat(400)))).toHaveLength(400);
    expect(value(words('x'.repeat(401)))).toBe(`${'x'.repeat(399)}…`);
    expect(value(name(`${'x'.repeat(78)}😀😀`))).toBe(`${'x'.repeat(78)}…`);
  });

  it('mention nobody and refer to nothing', () => {
    expect(inertText('@a #1 !2 a!b GH-3 http://x www.y')).toBe(
      `@${gap}a #${gap}1 !${gap}2 a!b GH${gap}-3 http:${gap}//x www${gap}.y`,
    );
    expect(inertText('abcdef')).toBe('abcdef');
    expect(inertText('abcdef1')).toBe(`abcdef${gap}1`);
    expect(inertText('0123456789abc')).toBe(`012345${gap}6789ab${gap}c`);
  });
});

describe('commits of two runs', () => {
  const text = (rest: object): string =>
    commitsText({ from: 'a'.repeat(40), to: 'b'.repeat(40), url: null, ...rest })
      .map((node) => ('value' in node ? node.value : `[${node.type}]`))
      .join('');

  it('are a range, with their number and a link', () => {
    expect(text({})).toMatch(/^a+\.\.b+$/);
    expect(text({ count: 1 })).toContain(', 1 commit');
    expect(text({ count: 3, url: 'https://x' })).toMatch(/, 3 commits, \[link\]$/);
    expect([text({ from: null }), text({ to: null }), text({ to: 'a'.repeat(40) })]).toEqual(['', '', '']);
  });
});

describe('rules that a change touches', () => {
  const section = (rest: object): string => printMarkdown(rulesSection({ ...aDiff(), ...rest }));

  it('are listed, weaker ones marked; nothing without any', () => {
    expect(rulesSection(aDiff())).toEqual([]);
    const rules = [
      { key: 'a', from: '1', to: '2', weaker: true },
      { key: 'b', from: null, to: '2', weaker: false },
    ];
    const printed = section({ rules });
    expect(printed).toContain('`a`: `1` → `2` (weaker)');
    expect(printed).toMatch(/`b`: `none` → `2`\n/);
    const many = section({ rules: Array.from({ length: 25 }, (_, i) => ({ ...rules[0], key: `k${i}` })) });
    expect([many.includes('`k19`'), many.includes('`k20`')]).toEqual([true, false]);
  });

  it('are beside runs and files that it removes or changes', () => {
    expect(section({ removedRuns: ['r1', 'r2'] })).toContain('Runs removed: `r1` `r2`.');
    expect(section({ changedRuns: ['r3'] })).toContain('Runs of the base with other data: `r3`.');
    const hint = 'merge an annotation that accepts each of them into the main branch.';
    expect(section({ removedRuns: ['r1'] })).toContain(hint);
    expect(section({ changedRuns: ['r3'] })).toContain(hint);
    expect(section({ publicFiles: ['a.js'] })).not.toContain(hint);
    expect(section({ publicFiles: ['a.js'] })).toContain('(review them like code): `a.js`.');
    const names = Array.from({ length: 22 }, (_, i) => `r${i}`);
    expect(section({ removedRuns: names })).toContain('`r19` and 2 more.');
    expect(section({ removedRuns: names.slice(0, 20) })).toContain('`r19`.');
  });
});
