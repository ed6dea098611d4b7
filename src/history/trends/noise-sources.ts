import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';

/** A project as far as its noise asks for it; reports of dated runs, in order. */
export interface NoiseSources {
  readonly reports: readonly RunReport[];
  readonly trends: readonly TrendSeries[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}
