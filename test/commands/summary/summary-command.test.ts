import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSummary } from '../../../src/commands/summary/run-summary.ts';
import { summarySlack, summaryTeams, summaryText } from '../../../src/commands/summary/summary-formats.ts';
import type { Alerts } from '../../../src/model/documents/alert.ts';
import { projectSchema } from '../../../src/model/documents/project.ts';
import { headline } from '../../../src/report/words/headline.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';
import { perfolio } from '../perfolio.ts';

const shop = join(import.meta.dirname, '../../fixtures/shop');
const paths = ['--data', join(shop, 'data'), '--content', join(shop, 'content')];

const none: Alerts = { schemaVersion: 1, alerts: [], suspected: [], nextDue: null, notJudged: null };

/** Every text of a message that a chat shows, with the type that says how. */
function textsOf(message: unknown): { type: string; text: string }[] {
  if (typeof message !== 'object' || message === null) return [];
  const { type, text } = message as { type?: unknown; text?: unknown };
  const own = typeof type === 'string' && typeof text === 'string' ? [{ type, text }] : [];
  return [...own, ...Object.values(message).flatMap(textsOf)];
}

describe('summary', () => {
  const hostile = '<!channel> *x* [y](https://evil.example) <https://evil.example|z>\u202e\n@here';
  const project = projectSchema.parse({
    name: hostile,
    targets: [{ id: 'idle', label: hostile, metric: 'cpu.average', below: 50 }],
  });
  const [report] = makeReports([makeRun({ day: 0, cpu: 80 })], { project });
  const summary = runSummary(report!, none, { project, site: 'https://x.org/perf' });

  it('has the words of the report', () => {
    expect(summary.headline).toBe(headline(report!));
    expect(summary.verdict).toBe('Targets not met');
    expect(summary.page).toBe('https://x.org/perf/runs/run-000/');
    const text = summaryText(summary);
    expect(text).toContain('Targets not met: Average CPU');
    expect(text).toContain('\nrun-000 · 2026-11-01 10:00 UTC');
    expect(text).toContain('- Average CPU: 80% (shop, target: below 50%)\n');
    expect(text).not.toContain('\u202e');
    expect(text.endsWith('\nhttps://x.org/perf/runs/run-000/\n')).toBe(true);
  });

  it('for Slack has names in plain text alone, within the limits of blocks', () => {
    const long = { ...summary, project: hostile.repeat(50), headline: 'x'.repeat(9_000) };
    const message = summarySlack(long) as { text: string; blocks: { type: string }[] };
    expect(message.text).not.toMatch(/[<>]/);
    expect(message.blocks.map(({ type }) => type)).toEqual([
      'header',
      'section',
      'section',
      'context',
      'section',
    ]);
    const texts = textsOf(message);
    expect(texts.filter(({ type }) => type === 'mrkdwn').map(({ text }) => text)).toEqual([
      '<https://x.org/perf/runs/run-000/|Read the report>',
    ]);
    expect(texts[0]!.text).toHaveLength(150);
    for (const { text } of texts) expect(text.length).toBeLessThanOrEqual(3_000);
  });

  it('for Teams has names in text runs alone, which show no Markdown', () => {
    const message = summaryTeams(summary);
    expect(message).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', actions: [{ type: 'Action.OpenUrl', url: summary.page }] },
        },
      ],
    });
    expect(new Set(textsOf(message).map(({ type }) => type))).toEqual(new Set(['TextRun']));
  });

  it('names the latest run, or the one that was asked for', async () => {
    const latest = await perfolio(shop, ['summary', ...paths]);
    expect(latest.out).toContain('\nrun-3 · ');
    const first = await perfolio(shop, ['summary', 'run-1', '--format', 'slack', ...paths]);
    expect(JSON.stringify(JSON.parse(first.out))).toContain('run-1 · ');
    const wrong = await perfolio(shop, ['summary', 'run-9', ...paths]);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Unknown run "run-9".')]);
  });
});
