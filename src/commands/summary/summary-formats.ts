import type { RunSummary } from './run-summary.ts';

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

const line = (summary: RunSummary): string =>
  [summary.run, ...summary.facts, summary.alerts ?? []].flat().join(' · ');

/** Plain text, a few lines. */
export function summaryText(summary: RunSummary): string {
  const { verdict, headline, values, page } = summary;
  return [`${verdict}: ${headline}`, line(summary), ...values.map((one) => `- ${one}`), page ?? []]
    .flat()
    .map((one) => `${one}\n`)
    .join('');
}

/** Limits of Slack's blocks, in characters. */
const slackLimits = { header: 150, text: 3_000, field: 2_000 } as const;

/** In Slack's own markup only these three characters matter; without them there is no mention and no link. */
const slackEscape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message of Slack as blocks, for an incoming webhook. Names are in plain text, where nothing is markup. */
export function summarySlack(summary: RunSummary): object {
  const { project, verdict, headline, values, page } = summary;
  const plain = (text: string, longest: number): object => ({
    type: 'plain_text',
    text: cut(text, longest),
    emoji: false,
  });
  const fields = values.map((one) => plain(one, slackLimits.field));
  return {
    text: slackEscape(cut(`${project}: ${headline}`, slackLimits.text)),
    blocks: [
      { type: 'header', text: plain(`${project}: ${verdict}`, slackLimits.header) },
      { type: 'section', text: plain(headline, slackLimits.text) },
      ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
      { type: 'context', elements: [plain(line(summary), slackLimits.text)] },
      ...(page === null
        ? []
        : [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: `<${slackEscape(page)}|Read the report>` },
            },
          ]),
    ],
  };
}

const teamsColors = { good: 'good', bad: 'attention', unsure: 'warning', neutral: 'default' } as const;

/** A message of Teams as an Adaptive Card, for a workflow's webhook. Text runs are the parts that have no markup. */
export function summaryTeams(summary: RunSummary): object {
  const { project, verdict, headline, tone, values, page } = summary;
  const block = (text: string, style: object = {}): object => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...style }],
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(`${project}: ${verdict}`, { weight: 'bolder', size: 'large', color: teamsColors[tone] }),
      block(headline),
      ...values.map((one) => block(one)),
      block(line(summary), { isSubtle: true }),
    ],
    ...(page === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Read the report', url: page }] }),
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

const json = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

/** The formats of `summary` by name. */
export const summaryFormats = {
  text: summaryText,
  slack: (summary) => json(summarySlack(summary)),
  teams: (summary) => json(summaryTeams(summary)),
} as const satisfies Readonly<Record<string, (summary: RunSummary) => string>>;
