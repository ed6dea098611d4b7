import { memoised } from '../../model/memoised.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/** What is known of a run's surroundings, under flat keys such as `system.cpu`. */
export type Facts = ReadonlyMap<string, string>;

const shown = (value: unknown): string => String(value).replace(/\s+/g, ' ').trim();

/** System and environment of a run: what the manifest states, else what its raw files state. */
export function factsOf({
  manifest,
  systemFromFiles,
}: Pick<RunMeasures, 'manifest' | 'systemFromFiles'>): Facts {
  const facts = new Map<string, string>();
  for (const [key, value] of Object.entries(systemFromFiles)) facts.set(`system.${key}`, shown(value));
  for (const [key, value] of Object.entries(manifest.system ?? {})) facts.set(`system.${key}`, shown(value));
  for (const [key, value] of Object.entries(manifest.environment ?? {}))
    facts.set(`environment.${key}`, shown(value));
  return facts;
}

/** The value of a fingerprint key: `cpu` is looked for in system, then in environment; `system.cpu` only there. */
const lookUp = (facts: Facts, key: string): string | null =>
  facts.get(`system.${key}`) ?? facts.get(`environment.${key}`) ?? facts.get(key) ?? null;

/** The values of the fingerprint's keys, in their order; null for what is not recorded. */
export type Fingerprint = readonly (string | null)[];

/** A run's environment fingerprint. Kept per run, since every later run asks for it. */
export const fingerprintOf = (run: RunMeasures, project: Project): Fingerprint =>
  fingerprintsOf(run)(project.comparison.fingerprint);

const fingerprintsOf = memoised((run: RunMeasures) =>
  memoised((keys: readonly string[]): Fingerprint => {
    const facts = factsOf(run);
    return keys.map((key) => lookUp(facts, key));
  }),
);

/** What a scenario was given: its parameters and, where the manifest states them, users and load model. */
export interface Workload {
  readonly parameters: ReadonlyMap<string, string>;
  readonly users: number | null;
  readonly loadModel: string | null;
}

const workloadsOf = memoised((_run: RunMeasures) => new Map<string, Workload>());

function readWorkload(run: RunMeasures, scenario: string): Workload {
  const parameters = run.scenarios.find(({ id }) => id === scenario)?.parameters ?? {};
  const stated = run.manifest.scenarios?.find(({ id }) => id === scenario);
  return {
    parameters: new Map(Object.entries(parameters).map(([key, value]) => [key, shown(value)])),
    users: stated?.users ?? null,
    loadModel: stated?.loadModel ?? null,
  };
}

/** The workload of one scenario of a run. */
export function workloadOf(run: RunMeasures, scenario: string): Workload {
  const ofRun = workloadsOf(run);
  const workload = ofRun.get(scenario) ?? readWorkload(run, scenario);
  ofRun.set(scenario, workload);
  return workload;
}
