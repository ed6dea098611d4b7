import { more } from './lists.ts';
import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import { defaultScenario } from '../../model/lifecycle.ts';
import type { Alert } from '../../model/documents/alert.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { counted } from '../../model/text/counted.ts';
import { formatMoment } from '../../model/text/format.ts';
import { bullets, paragraph, plain } from '../../report/markdown/nodes.ts';
import { printMarkdown } from '../../report/markdown/printer.ts';
import { alertTitle } from '../../report/words/alert-text.ts';
import { leftText, objectiveText } from '../../report/targets/missed-objectives.ts';
import { inertText, inertTree, name } from './foreign.ts';
import { intervalText, sizeText, valuesText } from './metric-text.ts';
import { commitsText } from './commits-text.ts';
import { tableOf } from './cell-table.ts';

/** The text of an issue. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

const mostRows = 50;
const mostBuilds = 20;
const longestTitle = 200;

/** Services turn mentions and references into links in titles, too, and some render code there. */
function titleText(title: string): string {
  const tamed = inertText(title.replaceAll('`', "'")).replace(/\s+/g, ' ').trim();
  return tamed.length <= longestTitle ? tamed : `${tamed.slice(0, longestTitle - 1)}…`;
}

const bySize = (metrics: readonly DiffMetric[]): DiffMetric[] =>
  metrics.toSorted((a, b) => Math.abs(b.relative ?? Infinity) - Math.abs(a.relative ?? Infinity));

const scenarioName = ({ scenario }: DiffMetric): PhrasingContent | string =>
  scenario === null || scenario === defaultScenario ? '' : name(scenario);

const endpointName = ({ endpoint }: DiffMetric): PhrasingContent | string =>
  endpoint === null ? 'all' : name(endpoint);

function metricTable({ kind, metrics }: Alert): BlockContent[] {
  if (metrics.length === 0) return [];
  const shown = bySize(metrics).slice(0, mostRows);
  const table =
    kind === 'vanished'
      ? tableOf(
          ['Endpoint', 'Scenario'],
          [false, false],
          shown.map((one) => [endpointName(one), scenarioName(one)]),
        )
      : tableOf(
          ['Metric', 'Endpoint', 'Scenario', 'Before → since', 'Change', '95% interval'],
          [false, false, false, true, true, true],
          shown.map((one) => [
            metricOf(one).label,
            endpointName(one),
            scenarioName(one),
            valuesText(one),
            sizeText(one),
            intervalText(one),
          ]),
        );
  return [table, ...more(metrics.length - shown.length)];
}

const commitsItem = ({ commits }: Alert): BlockContent[][] => {
  const range = commitsText(commits);
  return range.length === 0 ? [] : [[paragraph(plain('Commits: '), ...range)]];
};

/** Where it began, in lines. */
function facts(alert: Alert): BlockContent[] {
  const { kind, since, base, due, builds = [], objective, environments = [] } = alert;
  const item = (label: string, ...value: PhrasingContent[]): BlockContent[] => [
    paragraph(plain(label), ...value),
  ];
  const shown = builds.slice(0, mostBuilds);
  const left = builds.length - shown.length;
  return [
    bullets([
      item(kind === 'overdue' ? 'Last run: ' : 'First run: ', name(since)),
      ...(base === null || kind === 'overdue' ? [] : [item('Last run without it: ', name(base))]),
      ...environments.map((one) => item('Environment: ', name(one))),
      ...(objective === undefined
        ? []
        : [item(`${objectiveText(objective)}: ${leftText(objective.left)} of the error budget left`)]),
      ...(due === undefined ? [] : [item(`Due: ${formatMoment(due)}`)]),
      ...(shown.length === 0
        ? []
        : [
            item(
              'Builds without a run: ',
              ...shown.flatMap((one, i) => [...(i === 0 ? [] : [plain(', ')]), name(one)]),
              ...(left > 0 ? [plain(`, and ${left} more`)] : []),
            ),
          ]),
      ...commitsItem(alert),
    ]),
  ];
}

const changing =
  'Perfolio updates this text. It comments when the alert worsens, recovers or comes back, and closes the issue when the alert is closed. To accept a change, write an annotation.';

/** No annotation stands in for a run. */
const waiting = 'Perfolio updates this text, and closes the issue when a run is added.';

const footer = (kind: Alert['kind']) => paragraph(plain(kind === 'overdue' ? waiting : changing));

const print = (nodes: RootContent[]): string => printMarkdown(inertTree(nodes));

/** The issue of one alert. Names and texts from outside are inert in it. */
export const alertIssue = (alert: Alert): IssueText => ({
  title: titleText(`Performance: ${alertTitle(alert)}`),
  body: print([...metricTable(alert), ...facts(alert), footer(alert.kind)]),
});

/** The one issue of alerts that are too many for issues of their own. */
export function sharedIssue(alerts: readonly Alert[]): IssueText {
  const shown = alerts.slice(0, mostRows);
  const title = `Performance: ${counted(alerts.length, 'alert')} in one issue`;
  const list = bullets(
    shown.map((alert) => {
      const [worst] = bySize(alert.metrics);
      const change =
        worst === undefined || alert.kind !== 'regression'
          ? []
          : [
              plain(`. Largest: ${metricOf(worst).label} of `),
              name(worst.endpoint ?? 'all'),
              plain(` ${sizeText(worst)}`),
            ];
      return [paragraph(plain(alertTitle(alert)), ...change)];
    }),
  );
  const intro = 'There are more alerts than issues may be open, so they share this one.';
  return {
    title: titleText(title),
    body: print([
      paragraph(plain(intro)),
      list,
      ...more(alerts.length - shown.length),
      paragraph(plain(changing)),
    ]),
  };
}
