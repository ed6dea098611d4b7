import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import { isSampled } from '../record/test-totals.ts';
import { shortFileLabels } from './stable-file-names.ts';

const nameless = '*';

/**
 * Gives the rows of files that name no endpoint (hey, wrk, siege, a k6 summary) the names of their files, where a
 * scenario has several such files: they measured different things, or their rows could not be distinguished.
 */
export function namedByFile(digests: readonly Digest[], endpointId: (name: string) => string): Digest[] {
  const scenarios = new Set(digests.flatMap(({ endpoints }) => endpoints.map(({ scenario }) => scenario)));
  return [...scenarios].reduce<Digest[]>(
    (named, scenario) => inScenario(named, scenario, endpointId),
    [...digests],
  );
}

function inScenario(
  digests: readonly Digest[],
  scenario: string | null,
  endpointId: (name: string) => string,
): Digest[] {
  const own = digests.filter((digest) => isNameless(digest, scenario));
  const sampled = own.filter(({ endpoints }) => endpoints.some(isSampled));
  const apart = sampled.length > 0 ? sampled : own;
  if (apart.length < 2) return [...digests];
  const label = shortFileLabels(own);
  const names = new Map(own.map((digest) => [digest, label(digest)]));
  return digests.map((digest) => {
    const name = names.get(sampledTwin(digest, sampled) ?? digest);
    return name === undefined ? digest : renamed(digest, scenario, endpointId(name));
  });
}

/** True if all that a digest has of a scenario is one row of all requests; files that ran together are one test. */
function isNameless({ endpoints, isTogether }: Digest, scenario: string | null): boolean {
  const own = endpoints.filter((row) => row.scenario === scenario);
  const isMerged = isTogether === true && own.some(isSampled);
  return own.length === 1 && own[0]?.endpoint === nameless && !isMerged;
}

/** The log of samples of which a printed summary counts the same requests. */
function sampledTwin(digest: Digest, sampled: readonly Digest[]): Digest | undefined {
  if (digest.endpoints.some(isSampled)) return undefined;
  const count = digest.endpoints[0]?.count ?? null;
  return count === null ? undefined : sampled.find(({ endpoints }) => endpoints[0]?.count === count);
}

function renamed(digest: Digest, scenario: string | null, name: string): Digest {
  const rename = (row: EndpointDigest): EndpointDigest =>
    row.scenario === scenario && row.endpoint === nameless ? { ...row, endpoint: name } : row;
  return { ...digest, endpoints: digest.endpoints.map(rename) };
}
