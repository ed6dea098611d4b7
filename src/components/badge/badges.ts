import { achievedText, hasAchieved } from '../../report/targets/achieved-text.ts';
import { whyIgnored } from '../../history/runs/main-line.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import { statusBadge, type Project } from '../../model/documents/project.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import { targetName } from '../../report/targets/targets.ts';
import { missedObjectives } from '../../report/targets/missed-objectives.ts';
import { counted } from '../../model/text/counted.ts';
import { reportTone, toneOf } from '../../report/words/report-head.ts';
import type { Badge } from './badge-svg.ts';

/** Where badges get what they say. `reports` are the dated ones, in order. */
export interface BadgeSources {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly reports: readonly RunReport[];
}

/** The newest run on the main line: what a branch tries is not the state of the project. */
export function newestOnMainLine({ reports, project, annotations }: BadgeSources): RunReport | undefined {
  return reports.findLast(({ measures }) => whyIgnored(measures, project, annotations) === null);
}

function statusText(report: RunReport): string {
  const { verdict, targets } = report;
  const lost = missedObjectives(report).length;
  if (lost > 0 && verdict !== 'not met') return `${counted(lost, 'objective')} not met`;
  const of = (wanted: TargetResult['verdict']): number =>
    targets.filter((target) => target.verdict === wanted).length;
  const all = targets.length;
  switch (verdict) {
    case 'met':
      return all === 1 ? 'target met' : `${of('met')} of ${all} targets met`;
    case 'not met':
      return all === 1 ? 'target not met' : `${of('not met')} of ${all} targets not met`;
    case 'inconclusive':
      return 'inconclusive';
    case 'not measured':
      return all === 0 ? 'no target' : 'not measured';
  }
}

function targetBadge(label: string, target: TargetResult | undefined): Badge {
  if (target === undefined) return { label, text: 'no run yet', tone: 'neutral' };
  const { verdict } = target;
  const found = hasAchieved(target) ? `${achievedText(target)}, ` : '';
  return { label, text: `${found}${verdict}`, tone: toneOf(verdict) };
}

/** Every badge by the name of its file: one for each target, and the whole project's. */
export function badges(sources: BadgeSources): Map<string, Badge> {
  const report = newestOnMainLine(sources);
  const status: Badge =
    report === undefined
      ? { label: 'performance', text: 'no run yet', tone: 'neutral' }
      : { label: 'performance', text: statusText(report), tone: reportTone(report) };
  return new Map([
    ...sources.project.targets.map((target): [string, Badge] => {
      const result = report?.targets.find(({ id }) => id === target.id);
      return [target.id, targetBadge(targetName(target), result)];
    }),
    [statusBadge, status],
  ]);
}
