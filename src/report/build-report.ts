import type { Project } from '../model/documents/project.ts';
import type { RunContext, RunReport } from '../model/run-report.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { slug } from '../model/text/slug.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { judgedValues } from './measure/judged-values.ts';
import { judgeTargets, overallVerdict } from './targets/targets.ts';

/** A run with its verdicts, its commentary and its context from earlier runs. */
export function runReport(
  measures: RunMeasures,
  words: Commentary,
  context: RunContext,
  project: Project,
): RunReport {
  const targets = judgeTargets(project, judgedValues(measures), measures.within, measures.kind);
  return {
    id: measures.id,
    slug: slug(measures.id),
    title: words.title ?? measures.manifest.title ?? measures.id,
    verdict: overallVerdict(targets),
    measures,
    targets,
    commentary: words,
    context,
  };
}
