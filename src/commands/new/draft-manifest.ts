import type { Manifest, ManifestScenario } from '../../model/manifest.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Revision } from '../../store/git.ts';
import { loadModelOf } from '../../project/runs/load-model.ts';

/** What a manifest is drafted from, besides what the raw files show. */
export interface KnownOutside {
  /** Path of the manifest's JSON Schema, relative to the manifest. */
  readonly schema: string;
  readonly mainBranch: string;
  /** What the repository of the raw files is at; null where they are in none that could be the tested one. */
  readonly revision: Revision | null;
  /** Facts of this machine; null where it is not known that the test ran on it. */
  readonly machine: Readonly<Record<string, string>> | null;
  readonly files: Manifest['files'];
}

/** A manifest with everything that raw files, git and this machine tell. What none of them tells is left out. */
export function draftManifest(measures: RunMeasures, known: KnownOutside): Manifest {
  const { startedAt, orderedBy, durationSeconds } = measures;
  const system = { ...known.machine, ...measures.systemFromFiles };
  const scenarios = measures.scenarios.map((one) => draftScenario(one, measures));
  const branch = branchOf(known);
  return {
    $schema: known.schema,
    // A start that only the id tells would claim a time of day that nobody knows.
    ...(startedAt !== null && orderedBy === 'first sample' ? { startedAt } : {}),
    ...(durationSeconds !== null && durationSeconds >= 0.001
      ? { durationSeconds: Math.round(durationSeconds * 1_000) / 1_000 }
      : {}),
    ...(known.revision === null ? {} : { commit: known.revision.commit }),
    ...(branch === null ? {} : { branch }),
    ...(Object.keys(system).length === 0 ? {} : { system }),
    ...(scenarios.length === 0 ? {} : { scenarios }),
    ...(known.files === undefined || known.files.length === 0 ? {} : { files: known.files }),
  };
}

/** Names of main branches; a repository of another main branch's name is on the main line all the same. */
const mainBranches = ['main', 'master', 'trunk'];

function branchOf({ revision, mainBranch }: KnownOutside): string | null {
  const branch = revision?.branch ?? null;
  return branch === null || [...mainBranches, mainBranch].includes(branch) ? null : branch;
}

function draftScenario({ id }: RunMeasures['scenarios'][number], measures: RunMeasures): ManifestScenario {
  const name = readableName(id);
  const row = measures.throughput.find(({ scenario }) => scenario === id);
  const steps = measures.steps.filter(({ scenario }) => scenario === id);
  // Under a load in steps the users are no single number; the steps themselves are read from the samples.
  const users = steps.length > 1 ? null : (row?.maxUsers ?? null);
  const loadModel = loadModelOf(toolsOf(row?.files ?? [], measures));
  return {
    id,
    ...(name === id ? {} : { name }),
    ...(users === null ? {} : { users }),
    ...(loadModel === undefined ? {} : { loadModel }),
  };
}

const toolsOf = (files: readonly string[], { sources }: RunMeasures): string[] =>
  sources.filter(({ file }) => files.includes(file)).map(({ tool }) => tool);

/** `single-user` is "Single user"; names that are no kebab or snake case stay as they are. */
function readableName(id: string): string {
  if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+$/.test(id)) return id;
  const words = id.replace(/[-_]/g, ' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}

const systemKeys = ['cpu', 'memory', 'disk', 'os', 'runtime'];
const environmentKeys = ['server', 'database', 'network'];

/** What a manifest does not say and reports show or compare by, by what it belongs to. */
export function unknownFacts(manifest: Manifest, startedAt: string | null): string[] {
  const { tester, version, commit, system = {}, environment = {}, scenarios = [] } = manifest;
  const missing = (what: Readonly<Record<string, unknown>>): string[] =>
    Object.keys(what).filter((key) => what[key] === undefined || what[key] === null);
  const pick = (of: object, keys: readonly string[]): string[] =>
    keys.filter((key) => !Object.hasOwn(of, key));
  const line = (of: string, keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [`${of}: ${keys.join(', ')}`];
  return [
    ...line('the run', missing({ startedAt, tester, version, commit })),
    ...line('system', pick(system, systemKeys)),
    ...line('environment', pick(environment, environmentKeys)),
    ...scenarios.flatMap((one) =>
      line(`scenario ${one.id}`, pick(one, ['users', 'loadModel', 'parameters'])),
    ),
  ];
}
