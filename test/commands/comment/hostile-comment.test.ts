import { describe, expect, it } from 'vitest';
import { commentBody } from '../../../src/commands/comment/comment-body.ts';
import type { Diff } from '../../../src/model/documents/diff.ts';

/** Names that Markdown, GitHub, GitLab or a terminal would act on. */
const hostile = [
  '@team',
  '#1',
  'GH-1',
  'owner/repository#1',
  '![x](https://x.example/?leak)',
  '[x](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script>',
  'https://x.example/phish',
  'www.x.example',
  '| a | b |',
  '`a` ``b`` ```',
  '/close',
  '<!-- perfolio: report-diff -->',
  '\u001b[31m\u0007\u202ered',
  'line\n## Heading\n\n- [ ] task',
  '$\\ce{x}$ :tada: ~~x~~',
  'a\u0000b',
  '&lt;b&gt; &#64;team',
];

/** A document in which each text that a pull request controls is the same. */
const documentOf = (text: string): Diff => ({
  schemaVersion: 1,
  verdict: 'worse',
  rules: [{ key: text, from: text, to: text, weaker: true }],
  removedRuns: [text],
  changedRuns: [text],
  runs: [
    {
      base: text,
      head: text,
      comparable: true,
      reasons: [text],
      verdict: 'worse',
      targets: [
        {
          id: text,
          label: text,
          metric: 'response.p95',
          base: 'met',
          head: 'not met',
          margin: -1,
          bound: { op: 'below', value: 1 },
          baseValue: 1,
          headValue: 2,
        },
      ],
      metrics: [
        {
          metric: 'response.p95',
          scenario: text,
          endpoint: text,
          base: 1,
          head: 2,
          relative: 1,
          interval: [0.5, 1.5],
          verdict: 'worse',
          certainty: 'confirmed',
          basis: text,
          settle: text,
        },
      ],
      configuration: [{ key: text, from: text, to: text }],
      findings: { new: [{ id: text, text }], gone: [{ id: text, text }] },
      recommendations: [{ id: text, text }],
      words: [{ id: text, text }],
      vanished: [text],
      appeared: [text],
      unjudged: [text],
      unseen: [{ metric: 'response.p95', scenario: text, endpoint: text, certainty: 'confirmed', text }],
    },
  ],
});

/** The text without code, in which nothing acts, and without what a backslash or an entity takes the effect from. */
const acting = (markdown: string): string =>
  markdown
    .replace(/(?<!\\)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    .replace(/\\[!-/:-@[-`{-~]/g, '')
    .replace(/&#?\w+;/g, '');

describe('the comment of a document whose every text is hostile', () => {
  it.each(hostile)('%j acts nowhere', (text) => {
    const body = commentBody(documentOf(text), 'https://ci.example/run/1');
    const rest = acting(body.replace('<!-- perfolio: report-diff -->', ''));
    expect(rest).not.toMatch(/(?<![\w\u2060])@team/);
    expect(rest).not.toMatch(/(?:^|[\s(])(?:#1|GH-1|[\w.-]+\/[\w.-]+#1)\b/);
    expect(rest).not.toMatch(/<(?:img|script|\/?details><script)/i);
    expect(rest).not.toMatch(/\]\((?!https:\/\/ci\.example)/);
    expect(rest).not.toMatch(/(?:https?:\/\/|www\.)x\.example/);
    expect(rest).not.toMatch(/^## Heading/m);
    expect(rest).not.toMatch(/^\s*\/close/m);
    expect(rest).not.toContain('<!--');
    expect(body).not.toMatch(/[\0-\b\v\f\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/);
    expect(body.length).toBeLessThan(65_536);
  });
});
