import { join } from 'node:path';
import { IngestError } from '../../ingest/files/ingest-error.ts';
import { groupFiles, readSet } from '../../ingest/read-files.ts';
import type { Digest } from '../../model/documents/digest.ts';
import { append } from '../../model/long-lists.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { rawFileProblems } from '../validate/raw-file-problems.ts';

/** Reads the files of one history below a folder. Nothing is thrown for what they hold. */
export async function readHistoryFiles(
  files: readonly string[],
  root: string,
  shown: (path: string) => string,
): Promise<{ digests: Digest[]; problems: Problem[] }> {
  const { sets, unread } = await groupFiles(
    files.map((file) => ({ diskPath: join(root, file), shownPath: file, format: null })),
  );
  const failed = (path: string, error: unknown): Problem => {
    if (!(error instanceof IngestError)) throw error;
    return problem('error', shown(join(root, path)), error.message, { hint: error.hint, line: error.line });
  };
  const problems = unread.map(({ path, error }) => failed(path, error));
  const digests: Digest[] = [];
  for (const set of sets) {
    try {
      digests.push(await readSet(set, { timeZone: null, startedAtMs: null }));
    } catch (error) {
      append(
        problems,
        set.files.map(({ path }) => failed(path, error)),
      );
    }
  }
  // One damaged file among years of results must not stop a build. Without any other file there is nothing to show.
  const severity: Problem['severity'] = digests.length > 0 ? 'warning' : 'error';
  // Years of results have no manifest: rejected rows are reported, and the rest is shown.
  const accepted = { match: '**', acceptRejected: true };
  const warnings = digests.flatMap(({ sources }) =>
    sources.flatMap((source) => rawFileProblems(source, shown(join(root, source.file)), accepted)),
  );
  return { digests, problems: [...problems.map((one) => ({ ...one, severity })), ...warnings] };
}
