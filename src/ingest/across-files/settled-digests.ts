import type { Digest } from '../../model/documents/digest.ts';
import { withEmptyErrorLogs } from './empty-error-logs.ts';
import { namedByFile } from './named-by-file.ts';
import { withFullJmhNames } from './full-jmh-names.ts';
import {
  withoutRepeatedMeasures,
  withoutRepeatedJmhResults,
  withoutRepeatedSummaries,
} from './repeated-summaries.ts';
import { withoutSummariesOfSamples } from './summaries-of-samples.ts';
import { namedBySource } from './named-by-source.ts';
import { withMethods } from './with-methods.ts';
import { withUniqueNames } from './unique-names.ts';

/**
 * What is left to do once all files of a run are read: names of several methods get the method, summaries of one test
 * count once, files that name no endpoint go by their names where there are several, names are unique, and memory goes by
 * its container. `endpointId` gives the id of a file's name.
 */
export const settledDigests = (
  digests: readonly Digest[],
  endpointId: (name: string) => string = (name) => name,
): Digest[] =>
  namedBySource(
    withEmptyErrorLogs(
      withUniqueNames(namedByFile(withoutRepeats(withFullJmhNames(withMethods(digests))), endpointId)),
    ),
  );

const withoutRepeats = (digests: readonly Digest[]): Digest[] =>
  withoutRepeatedJmhResults(
    withoutSummariesOfSamples(withoutRepeatedMeasures(withoutRepeatedSummaries(digests))),
  );
