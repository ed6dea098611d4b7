import type { Manifest, ManifestScenario } from '../../model/documents/manifest.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Revision } from '../../store/git.ts';
import { hasVaryingUsers, loadModelOf } from '../../project/runs/load-model.ts';

/** What a manifest is drafted from, besides the raw files. */
export interface DraftContext {
  /** Path of the manifest's JSON Schema, relative to the manifest. */
  readonly schema: string | null;
  readonly mainBranch: string;
  /** Current commit of the repository that holds the raw files; null if that cannot be the tested repository. */
  readonly revision: Revision | null;
  /** Who runs the command; null if that is unknown, or somebody else ran the test. */
  readonly tester: string | null;
  /** Facts of this machine; null unless the test is known to have run on it. */
  readonly machine: Readonly<Record<string, string>> | null;
  readonly files: Manifest['files'];
  /** Facts from elsewhere, which count before those of git. */
  readonly stated?: Pick<Manifest, 'version' | 'commit' | 'branch' | 'tester'>;
  /** When the run began, unless its samples have dates. */
  readonly startedAt?: string | null;
}

/** A manifest with what is known from raw files, git and this machine. Unknown keys are omitted. */
export function draftManifest(measures: RunMeasures, context: DraftContext): Manifest {
  const { startedAt, orderedBy, durationSeconds } = measures;
  const system = { ...context.machine, ...measures.systemFromFiles };
  // Benchmarks know no scenarios: a single one is only where their files lie.
  const described =
    measures.kind === 'benchmark' && measures.scenarios.length === 1 ? [] : measures.scenarios;
  const scenarios = described.map((one) => draftScenario(one, measures));
  const branch = branchOf(context);
  return {
    ...(context.schema === null ? {} : { $schema: context.schema }),
    // A start taken from the id has no known time of day, so it is not recorded.
    ...(startedAt !== null && orderedBy === 'first sample'
      ? { startedAt }
      : typeof context.startedAt === 'string'
        ? { startedAt: context.startedAt }
        : {}),
    ...(durationSeconds !== null && durationSeconds >= 0.001
      ? { durationSeconds: Math.round(durationSeconds * 1_000) / 1_000 }
      : {}),
    ...(context.tester === null ? {} : { tester: context.tester }),
    ...(context.revision?.version == null ? {} : { version: context.revision.version }),
    ...(context.revision === null ? {} : { commit: context.revision.commit }),
    ...(branch === null ? {} : { branch }),
    ...context.stated,
    ...(Object.keys(system).length === 0 ? {} : { system }),
    ...(scenarios.length === 0 ? {} : { scenarios }),
    ...(context.files === undefined || context.files.length === 0 ? {} : { files: context.files }),
  };
}

/** Common names of main branches. The tested repository may use another one than this repository. */
const mainBranches = ['main', 'master', 'trunk'];

function branchOf({ revision, mainBranch }: DraftContext): string | null {
  const branch = revision?.branch ?? null;
  return branch === null || [...mainBranches, mainBranch].includes(branch) ? null : branch;
}

function draftScenario({ id }: RunMeasures['scenarios'][number], measures: RunMeasures): ManifestScenario {
  const name = readableName(id);
  const row = measures.throughput.find(({ scenario }) => scenario === id);
  const steps = measures.steps.filter(({ scenario }) => scenario === id);
  // Load in steps has no single number of users. The steps are read from the samples. A number that varies would keep
  // runs of the same test from being compared.
  const sources = measures.sources.filter(({ file }) => row?.files.includes(file) === true);
  const isSeen = steps.length === 1 && steps[0]?.source !== 'reported';
  const isConstant = isSeen || (steps.length <= 1 && !hasVaryingUsers(sources));
  const users = isConstant ? (row?.maxUsers ?? null) : null;
  const loadModel = loadModelOf(sources);
  return {
    id,
    ...(name === id ? {} : { name }),
    ...(users === null ? {} : { users }),
    ...(loadModel === undefined ? {} : { loadModel }),
  };
}

/** `single-user` becomes "Single user"; names that are not in kebab or snake case stay unchanged. */
function readableName(id: string): string {
  if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+$/.test(id)) return id;
  const name = id.replace(/[-_]/g, ' ');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The facts to ask for: benchmarks call code, without a server, a network or users between. */
const wantedFacts = {
  load: {
    system: ['cpu', 'memory', 'disk', 'os', 'runtime'],
    environment: ['server', 'database', 'network'],
    scenario: ['users', 'loadModel', 'parameters'],
  },
  benchmark: { system: ['cpu', 'memory', 'os', 'runtime'], environment: [], scenario: [] },
  resource: { system: ['cpu', 'memory', 'os', 'runtime'], environment: [], scenario: [] },
} as const;

/** Facts that reports show or compare by and that the manifest lacks, grouped by what they describe. */
export function unknownFacts(manifest: Manifest, measures: RunMeasures): string[] {
  const { startedAt, kind } = measures;
  const wanted = wantedFacts[kind];
  const { tester, version, commit, system = {}, environment = {}, scenarios = [] } = manifest;
  const missing = (what: Readonly<Record<string, unknown>>): string[] =>
    Object.keys(what).filter((key) => what[key] === undefined || what[key] === null);
  const pick = (of: object, keys: readonly string[]): string[] =>
    keys.filter((key) => !Object.hasOwn(of, key));
  const line = (of: string, keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [`${of}: ${keys.join(', ')}`];
  return [
    ...line('the run', missing({ startedAt, tester, version, commit })),
    ...line('system', pick(system, wanted.system)),
    ...line('environment', pick(environment, wanted.environment)),
    ...scenarios.flatMap((one) => line(`scenario ${one.id}`, pick(one, wanted.scenario))),
    ...namelessFiles(manifest, measures).map((file) => `files, "match": ${JSON.stringify(file)}: endpoint`),
  ];
}

/** Files of scenarios whose requests have no names: `files[].endpoint` gives them one. */
function namelessFiles({ files = [] }: Manifest, { response }: RunMeasures): string[] {
  const named = new Set(response.filter(({ endpoint }) => endpoint !== '*').map(({ scenario }) => scenario));
  const nameless = response.filter(({ scenario }) => !named.has(scenario)).flatMap((row) => row.files);
  const stated = new Set(files.filter(({ endpoint }) => endpoint !== undefined).map(({ match }) => match));
  return [...new Set(nameless)].filter((file) => !stated.has(file));
}
