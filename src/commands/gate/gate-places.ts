import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GateFinding } from '../../diff/gate.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { figureNameOf, namedFigures } from '../../report/mdx/named-figure.ts';
import { parseMdx, type MdxElement } from '../../report/mdx/parse-mdx.ts';
import type { Dirs } from '../../store/dirs.ts';
import { parseWords } from '../../project/read/read-commentary.ts';

/** A line that words give to what blocks. */
interface SaidPlace {
  readonly line: number;
  readonly column: number | null;
}

/** Whether a claim speaks of the figure that blocks. */
function isAbout(claim: MdxElement, of: NonNullable<GateFinding['of']>, report: RunReport): boolean {
  return (
    claim.name === 'Claim' &&
    claim.props.metric === of.metric &&
    namedFigures(report.measures.metricValues, figureNameOf(claim)).some(
      ({ scenario, endpoint }) => scenario === of.scenario && endpoint === of.endpoint,
    )
  );
}

/** Where a run's words speak of what blocks: the claim on that figure; of a target else `meetsRequirements`. */
function saidOf(
  { of, isTarget }: GateFinding,
  report: RunReport,
  text: string,
  file: string,
): SaidPlace | null {
  const { words } = parseWords(text, file);
  const { elements } = parseMdx(words.body, file, words.bodyLine);
  const claim = of === null ? undefined : elements.find((one) => isAbout(one, of, report));
  if (claim !== undefined) return { line: claim.line, column: claim.column };
  const isSaid = isTarget && words.words.meetsRequirements !== undefined;
  const line = isSaid ? words.lineOf('meetsRequirements') : null;
  return line === null ? null : { line, column: null };
}

/** The run's manifest, else its folder: what a reviewer sees where no words speak of it. */
function dataPlace({ run }: GateFinding, { cwd, dataDir }: Dirs): { file: string; line: number | null } {
  const manifest = join(dataDir, run, 'run.json');
  const hasManifest = existsSync(manifest);
  return {
    file: relative(cwd, hasManifest ? manifest : join(dataDir, run)),
    line: hasManifest ? 1 : null,
  };
}

/**
 * What blocks, each with the line that a reviewer is shown it on: the claim or `meetsRequirements` in the run's words
 * that speaks of it, else `run.json`, else the run's folder.
 */
export async function gateProblems(
  findings: readonly GateFinding[],
  reports: readonly RunReport[],
  dirs: Dirs,
): Promise<Problem[]> {
  return Promise.all(
    findings.map(async (finding) => {
      const path = join(dirs.contentDir, 'runs', `${finding.run}.mdx`);
      const file = relative(dirs.cwd, path);
      const report = reports.find(({ id }) => id === finding.run);
      const text = await readFile(path, 'utf8').catch(() => null);
      const said = text === null || report === undefined ? null : saidOf(finding, report, text, file);
      const place = said === null ? dataPlace(finding, dirs) : { file, ...said };
      return problem('error', place.file, finding.text, place);
    }),
  );
}
