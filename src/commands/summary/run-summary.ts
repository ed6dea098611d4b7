import type { Alerts } from '../../model/documents/alert.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { alertsHeadline } from '../../report/words/alert-text.ts';
import { reportHead, type KeyValue } from '../../report/words/report-head.ts';

/** What a message says about a run, in the words of its report. Every text is plain and on one line. */
export interface RunSummary {
  readonly project: string;
  readonly run: string;
  readonly headline: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly facts: readonly string[];
  /** "Error rate: 0.4% (target: below 1%)" */
  readonly values: readonly string[];
  /** "2 open alerts"; null if there is none. */
  readonly alerts: string | null;
  /** The address of the report; null if that of the site is unknown. */
  readonly page: string | null;
}

/** Names come from files. Control and direction characters could forge lines of a terminal or a chat. */
const tame = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** "Average CPU: 80% (shop, target: below 50%)" */
function valueText({ label, value, note, wanted }: KeyValue): string {
  const about = [note, wanted === null ? '' : `target: ${wanted}`].filter((part) => part !== '').join(', ');
  return `${label}: ${value}${about === '' ? '' : ` (${about})`}`;
}

/** The summary of a run. `site` is the address of the published site, with its base path. */
export function runSummary(
  report: RunReport,
  found: Alerts,
  { project, site }: { readonly project: Project; readonly site?: string | undefined },
): RunSummary {
  const { headline, verdict, tone, facts, keyValues } = reportHead(report);
  const hasOpen = found.alerts.some(({ state }) => state === 'open');
  return {
    project: tame(project.name),
    run: tame(report.id),
    headline: tame(headline),
    verdict,
    tone,
    facts: facts.map(tame),
    values: keyValues.map((one) => tame(valueText(one))),
    alerts: hasOpen ? alertsHeadline(found, project).headline : null,
    page: site === undefined ? null : new URL(`runs/${report.slug}/`, site.replace(/\/*$/, '/')).href,
  };
}
