import { buildSite } from '../site/build-site.ts';
import { Refusal } from '../project/refusal.ts';
import { problemsText } from '../project/validate/problems-text.ts';
import { openWorkspace, type Workspace } from '../project/workspace.ts';
import { factsOf, type BuildFacts } from '../site/unchanged/build-facts.ts';
import type { AskedSite } from '../site/unchanged/site-inputs.ts';
import type { FileHashes } from '../store/file-hashes.ts';
import { progress } from './terminal/progress.ts';
import type { Io } from './terminal/io.ts';

/** Printed while another build of the same project runs. */
export const waiting = 'Another build of this project is running. Waiting for it to finish.\n';

/** Builds the site of one project. `inputs` is a hash of all that it is made from. */
export async function buildProject(
  asked: AskedSite,
  { inputs, hashes }: { readonly inputs: string | null; readonly hashes: FileHashes },
  io: Io,
): Promise<BuildFacts> {
  const onProgress = progress(io);
  const built = await buildSite({
    ...asked,
    open: async () => printProblems(await openWorkspace(asked.paths, onProgress, { hashes }), io),
    events: { onWait: () => io.err(waiting), onProgress },
    inputs,
  });
  return factsOf(built);
}

/** Prints the problems of a project. A project with errors is not built. */
function printProblems(workspace: Workspace, io: Io): Workspace {
  const { problems } = workspace;
  if (problems.length > 0) io.err(problemsText(problems));
  if (problems.some(({ severity }) => severity === 'error')) throw new Refusal('Nothing was built.');
  return workspace;
}
