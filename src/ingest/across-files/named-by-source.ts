import type { Digest } from '../../model/documents/digest.ts';
import { shortFileLabels } from './stable-file-names.ts';

/**
 * Names the memory readings of a file by the container or process that the file names, instead of by its folder. If
 * another file of the run has the name too, such as docker's beside Prometheus', the file's name distinguishes them.
 */
export function namedBySource(digests: readonly Digest[]): Digest[] {
  const counts = new Map<string, number>();
  for (const name of digests.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const label = shortFileLabels(digests.filter(({ memorySource }) => memorySource !== undefined));
  return digests.map((digest) => {
    const { memorySource, ...rest } = digest;
    if (memorySource === undefined) return digest;
    const isOnly = counts.get(memorySource) === 1;
    const operation = isOnly ? memorySource : `${memorySource} (${label(digest)})`;
    return { ...rest, memoryReadings: rest.memoryReadings.map((one) => ({ ...one, operation })) };
  });
}

/** The names that memory of a file has, each once. */
const namesOf = ({ memorySource, memoryReadings, memoryRows }: Digest): string[] =>
  memorySource === undefined
    ? [...new Set([...memoryReadings, ...memoryRows].flatMap(({ operation }) => operation ?? []))]
    : [memorySource];
