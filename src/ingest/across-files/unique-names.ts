import type { Digest, EndpointDigest, IngestWarning, Measure } from '../../model/documents/digest.ts';
import { isSampled } from '../record/test-totals.ts';
import { fileLabels } from './stable-file-names.ts';

/** Rows that are printed, so that two of one name cannot be merged: each must have a name of its own. */
type Named = Pick<EndpointDigest, 'scenario' | 'endpoint'>;

const keyOf = ({ scenario, endpoint }: Named): string => `${scenario ?? ''}\0${endpoint}`;

/**
 * Makes the names of a run unique. Rows of one name in several files get their file's name; several in one file are
 * numbered, with a warning: adapters give job, parameter or target where the file has them.
 */
export function withUniqueNames(digests: readonly Digest[]): Digest[] {
  const sampled = new Set(digests.flatMap(({ endpoints }) => endpoints.filter(isSampled).map(keyOf)));
  const canDouble = (row: EndpointDigest): boolean =>
    !isSampled(row) && row.endpoint !== '*' && !sampled.has(keyOf(row));
  const files = countFiles(digests.map(({ endpoints }) => endpoints.filter(canDouble).map(keyOf)));
  const doubledMeasures = countFiles(digests.map(({ measures }) => measures.map(measureKey)));
  const formats = formatsByMeasure(digests);
  const label = fileLabels(digests);
  return digests.map((digest) => {
    const file = label(digest);
    const inFile = digest.endpoints.map((row) =>
      canDouble(row) && (files.get(keyOf(row)) ?? 0) > 1
        ? { ...row, endpoint: `${row.endpoint} (${file})` }
        : row,
    );
    const measures = measuresInFile(digest, file, sampled, files, doubledMeasures, formats);
    return numbered({ ...digest, endpoints: inFile, measures }, canDouble, sampled);
  });
}

/** A measure goes by its benchmark's name; one without samples may double, as a printed row may. */
const ownerOf = ({ scenario = null, endpoint, name }: Measure): Named => ({
  scenario,
  endpoint: endpoint ?? name,
});

/** What distinguishes measures of one benchmark; two that share it need names of their own. */
const measureKey = (one: Measure): string => `${keyOf(ownerOf(one))}\0${one.what ?? one.unit}`;

/** A measure of another owner: its name says whose it is. */
function ownedBy(measure: Measure, owner: string): Measure {
  const { endpoint, what } = measure;
  if (endpoint === undefined) return { ...measure, name: owner };
  return { ...measure, endpoint: owner, name: what === undefined ? owner : `${owner}: ${what}` };
}

/** Measures whose benchmark is in several files, or that are themselves, get their file's name. */
function measuresInFile(
  { measures }: Digest,
  file: string,
  sampled: ReadonlySet<string>,
  rows: ReadonlyMap<string, number>,
  doubled: ReadonlyMap<string, number>,
  formats: ReadonlyMap<string, ReadonlySet<string>>,
): Measure[] {
  return measures.map((one) => {
    // Counts of the same kind of file add up.
    if (one.isTotal === true && (formats.get(measureKey(one))?.size ?? 0) < 2) return one;
    const owner = ownerOf(one);
    const isInSeveral = (rows.get(keyOf(owner)) ?? 0) > 1 || (doubled.get(measureKey(one)) ?? 0) > 1;
    return !sampled.has(keyOf(owner)) && isInSeveral ? ownedBy(one, `${owner.endpoint} (${file})`) : one;
  });
}

/** The formats in which each measure is stated. */
function formatsByMeasure(digests: readonly Digest[]): Map<string, Set<string>> {
  const formats = new Map<string, Set<string>>();
  for (const { measures, sources } of digests)
    for (const key of measures.map(measureKey))
      formats.set(key, (formats.get(key) ?? new Set()).add(sources[0]?.format ?? ''));
  return formats;
}

/** In how many files each name occurs. */
function countFiles(names: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const own of names) for (const name of new Set(own)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Numbers the rows and measures of one file that have the same name: `parse`, `parse #2`. */
function numbered(
  digest: Digest,
  canDouble: (row: EndpointDigest) => boolean,
  sampled: ReadonlySet<string>,
): Digest {
  const doubles: string[] = [];
  const measures = numberedBy<Measure>(digest.measures, measureKey, (one, n) => {
    const owner = ownerOf(one);
    if (sampled.has(keyOf(owner))) return one;
    doubles.push(owner.endpoint);
    return ownedBy(one, `${owner.endpoint} #${n}`);
  });
  const endpoints = numberedBy<EndpointDigest>(digest.endpoints, keyOf, (row, n) => {
    if (!canDouble(row)) return row;
    doubles.push(row.endpoint);
    return { ...row, endpoint: `${row.endpoint} #${n}` };
  });
  if (doubles.length === 0) return digest;
  const warning: IngestWarning = {
    code: 'same-names',
    message: `Several results are called "${[...new Set(doubles)].join('", "')}", numbered in the order of the file. Give them different names, or one file each.`,
  };
  const sources = digest.sources.map((source, i) =>
    i === 0 ? { ...source, warnings: [...source.warnings, warning] } : source,
  );
  return { ...digest, sources, endpoints, measures };
}

function numberedBy<Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
  number: (row: Row, n: number) => Row,
): Row[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const n = (seen.get(key(row)) ?? 0) + 1;
    seen.set(key(row), n);
    return n === 1 ? row : number(row, n);
  });
}
