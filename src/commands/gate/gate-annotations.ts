import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GateFinding } from '../../diff/gate.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { valueNameOf, namedValues } from '../../report/mdx/named-value.ts';
import { parseMdx, type MdxElement } from '../../report/mdx/parse-mdx.ts';
import type { Paths } from '../../store/paths.ts';
import { parseCommentary } from '../../project/read/read-commentary.ts';

/** A line of a run's commentary that is about a blocking reason. */
interface CommentaryPlace {
  readonly line: number;
  readonly column: number | null;
}

/** Whether a claim is about the metric that blocks. */
function isAbout(claim: MdxElement, of: NonNullable<GateFinding['of']>, report: RunReport): boolean {
  return (
    claim.name === 'Claim' &&
    claim.props.metric === of.metric &&
    namedValues(report.measures.metricValues, valueNameOf(claim)).some(
      ({ scenario, endpoint }) => scenario === of.scenario && endpoint === of.endpoint,
    )
  );
}

/** The line of the commentary that is about a blocking reason: the claim on its metric, or for a target `meetsRequirements`. */
function commentaryPlace(
  { of, isTarget }: GateFinding,
  report: RunReport,
  text: string,
  file: string,
): CommentaryPlace | null {
  const { words } = parseCommentary(text, file);
  const { elements } = parseMdx(words.body, file, words.bodyLine);
  const claim = of === null ? undefined : elements.find((one) => isAbout(one, of, report));
  if (claim !== undefined) return { line: claim.line, column: claim.column };
  const isStated = isTarget && words.words.meetsRequirements !== undefined;
  const line = isStated ? words.lineOf('meetsRequirements') : null;
  return line === null ? null : { line, column: null };
}

/** The manifest of the run, or its folder: the place for reasons that the commentary does not mention. */
function dataPlace({ run }: GateFinding, { shownFrom, data }: Paths): { file: string; line: number | null } {
  const manifest = join(data, run, 'run.json');
  const hasManifest = existsSync(manifest);
  return {
    file: relative(shownFrom, hasManifest ? manifest : join(data, run)),
    line: hasManifest ? 1 : null,
  };
}

/**
 * The blocking reasons, each with the line to annotate: the claim or `meetsRequirements` in the commentary, else
 * `run.json`, else the folder of the run.
 */
export async function gateProblems(
  findings: readonly GateFinding[],
  reports: readonly RunReport[],
  paths: Paths,
): Promise<Problem[]> {
  return Promise.all(
    findings.map(async (finding) => {
      const path = join(paths.content, 'runs', `${finding.run}.mdx`);
      const file = relative(paths.shownFrom, path);
      const report = reports.find(({ id }) => id === finding.run);
      const text = await readFile(path, 'utf8').catch(() => null);
      const stated =
        text === null || report === undefined ? null : commentaryPlace(finding, report, text, file);
      const place = stated === null ? dataPlace(finding, paths) : { file, ...stated };
      return problem('error', place.file, finding.text, place);
    }),
  );
}
