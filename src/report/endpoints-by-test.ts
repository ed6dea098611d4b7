import type { ResponseRow, RunMeasures } from '../model/run-measures.ts';

/**
 * The endpoints of a scenario in groups that one test loaded together. Tools for one address (autocannon, hey, wrk, ab)
 * write a file for each, and people choose how long each of those tests runs: their times have no common total.
 */
export function endpointsByTest(
  { response, throughput }: Pick<RunMeasures, 'response' | 'throughput'>,
  scenario: string,
): ResponseRow[][] {
  const own = throughput.find((row) => row.scenario === scenario)?.ownRates ?? [];
  const alone = new Set(own.map(({ endpoint }) => endpoint));
  const rows = response.filter((row) => row.scenario === scenario);
  const together = rows.filter(({ endpoint }) => !alone.has(endpoint));
  return [...sharingFiles(together), ...rows.filter((row) => !together.includes(row)).map((row) => [row])];
}

/** Rows of one file are of one test, and so are rows of several files that a row has in common. */
function sharingFiles(rows: readonly ResponseRow[]): ResponseRow[][] {
  let groups: { files: Set<string>; rows: ResponseRow[] }[] = [];
  for (const row of rows) {
    // A file without a name is the only one.
    const files = row.files.length === 0 ? [''] : row.files;
    const joined = groups.filter((group) => files.some((file) => group.files.has(file)));
    const group = {
      files: new Set([...files, ...joined.flatMap((one) => [...one.files])]),
      rows: [...joined.flatMap((one) => one.rows), row],
    };
    groups = [...groups.filter((one) => !joined.includes(one)), group];
  }
  return groups.map((group) => group.rows);
}
