import type { SourceFile } from '../../model/documents/digest.ts';
import type { ManifestScenario } from '../../model/documents/manifest.ts';

type LoadModel = NonNullable<ManifestScenario['loadModel']>;

/**
 * The load model of tools that have only one: closed ones send when the answer is there, open ones at a rate of their
 * own. Tools that can do both (k6, Gatling, JMeter) are not listed: most of their files do not say which it was.
 */
const modelOfTool: Readonly<Record<string, LoadModel>> = {
  ApacheBench: 'closed',
  autocannon: 'closed',
  drill: 'closed',
  goose: 'closed',
  hey: 'closed',
  Locust: 'closed',
  siege: 'closed',
  wrk: 'closed',
  Artillery: 'open',
  vegeta: 'open',
  wrk2: 'open',
};

/** The load model that all files of a scenario share, by what they state or by their tool; undefined where one leaves it open. */
export function loadModelOf(
  sources: readonly Pick<SourceFile, 'tool' | 'loadModel'>[],
): LoadModel | undefined {
  const models = new Set(sources.map(({ tool, loadModel }) => loadModel ?? modelOfTool[tool]));
  return models.size === 1 ? [...models][0] : undefined;
}

/** Tools whose users come and go with the load unless it is closed: how many there were in one run is no setting. */
const varying: ReadonlySet<string> = new Set(['Artillery', 'Gatling', 'k6', 'tsung']);

/** True if the most users that files of a scenario show may differ in the next run of the same test. */
export const hasVaryingUsers = (sources: readonly Pick<SourceFile, 'tool' | 'loadModel'>[]): boolean =>
  loadModelOf(sources) !== 'closed' && sources.some(({ tool }) => varying.has(tool));
