import type { Digest, IngestWarning } from '../../model/documents/digest.ts';
import { isSampled } from '../record/test-totals.ts';

/** The only format of such logs; an empty table is an error of its file. */
const logFormat = 'jmeter-jtl-xml';

/**
 * A log without rows beside one of requests is one of errors, of which there were none (error.jtl of Taurus): the test
 * did make requests.
 */
export function withEmptyErrorLogs(digests: readonly Digest[]): Digest[] {
  if (!digests.some(({ endpoints }) => endpoints.some(isSampled))) return [...digests];
  return digests.map((digest) => ({
    ...digest,
    sources: digest.sources.map((source) =>
      source.format === logFormat && source.warnings.some(({ code }) => code === 'no-requests')
        ? { ...source, warnings: [noErrors(source.file)] }
        : source,
    ),
  }));
}

const noErrors = (file: string): IngestWarning => ({
  code: 'no-errors-logged',
  message: `${file} contains no sample: no request failed that it would list.`,
});
