import type { ReadOptions } from '../../ingest/adapter.ts';
import { adapterById } from '../../ingest/format-registry.ts';
import type { Naming } from '../../ingest/record/run-names.ts';
import { at } from '../../model/checked.ts';
import type { Digest } from '../../model/documents/digest.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { Project } from '../../model/documents/project.ts';
import { defaultScenario, lifecycleScenarios } from '../../model/lifecycle.ts';
import { endpointIds } from '../../report/measure/endpoint-names.ts';
import { startMsOf } from '../../report/measure/run-start.ts';
import type { FileFacts } from './file-facts.ts';
import type { RunSet } from './run-sets.ts';

/** How a set is read: what the manifest says of its files, and the run's names for what is in them. */
export function readingOf(
  { set, about: { stated, scenario } }: RunSet,
  manifest: Manifest,
  project: Project,
): { readonly options: ReadOptions; readonly names: Naming } {
  const fallback = fallbackScenario(manifest);
  const isTag = adapterById(set.adapter.id)?.scenarioSource === 'tag';
  return {
    options: {
      timeZone: stated?.timeZone ?? null,
      startedAtMs: stated?.startedAt === undefined ? null : startMsOf(stated.startedAt),
    },
    names: {
      endpoint: endpointIds(project),
      whole: stated?.endpoint ?? null,
      scenario: (fromFile: string | null): string => {
        const isApart = isTag && lifecycleScenarios.has(fromFile ?? '');
        if (stated?.scenario !== undefined && !isApart) return stated.scenario;
        return (isTag && !isApart ? (scenario ?? fromFile) : (fromFile ?? scenario)) ?? fallback;
      },
    },
  };
}

/** The scenario of samples that nothing gives one: the only one that the manifest names, if it names only one. */
export const fallbackScenario = ({ scenarios = [] }: Manifest): string =>
  scenarios.length === 1 ? at(scenarios, 0).id : defaultScenario;

/** What a file names several things (containers, series) stays distinguished under the manifest's operation. */
const operationOf = (own: string | null, stated: string | null): string | null =>
  own === null || stated === null ? (own ?? stated) : `${stated}: ${own}`;

/** Gives readings the operation that the manifest states; what names nothing then gets the folder's scenario. */
export function assigned(digest: Digest, { stated, scenario }: FileFacts): Digest {
  const operation = stated?.operation ?? null;
  const { memorySource, ...rest } = digest;
  return {
    ...rest,
    ...(memorySource !== undefined && operation === null && { memorySource }),
    ...(stated?.together === true ? { isTogether: true } : {}),
    memoryReadings: digest.memoryReadings.map((one) => ({
      ...one,
      operation: operationOf(one.operation, operation) ?? scenario,
    })),
    cpuReadings: digest.cpuReadings.map((one) =>
      one.scenario === null && scenario !== null ? { ...one, scenario, isPlaced: true } : one,
    ),
    cpuRows: digest.cpuRows.map((one) => ({ ...one, scenario: one.scenario ?? scenario })),
    measures: digest.measures.map((one) => ({ ...one, scenario: one.scenario ?? scenario })),
    timeline: digest.timeline.map((one) => ({
      ...one,
      scenario: one.scenario ?? scenario ?? defaultScenario,
    })),
  };
}
