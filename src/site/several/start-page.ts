import { hash } from 'node:crypto';
import { counted } from '../../model/text/counted.ts';
import type { Tone } from '../../model/section.ts';
import { toneShape } from '../../model/text/tone-shape.ts';
import { escapeHtml as text } from '../portable/html-tags.ts';

/** A project as the start page lists it. */
export interface ListedProject {
  /** Its folder in the site. */
  readonly folder: string;
  readonly name: string;
  readonly description: string | null;
  readonly runs: number;
  /** Its latest run; null if it has none. */
  readonly latest: ListedRun | null;
}

/** The latest run of a project. */
export interface ListedRun {
  readonly slug: string;
  readonly title: string;
  /** Its result in one sentence. */
  readonly headline: string;
  readonly verdict: string;
  readonly tone: Tone;
  /** False if its verdict is about changes alone, without a target or an objective. */
  readonly hasTargets: boolean;
  /** When it started, for readers; null if nothing dates it. */
  readonly date: string | null;
}

/** The page over several projects, as one file. Its links lead from file to file, so it needs no base path. */
export function startPage(projects: readonly ListedProject[], css: string): string {
  const title = startHeadline(projects);
  const policy = `default-src 'none'; img-src 'self'; style-src 'sha256-${hash('sha256', css, 'base64')}'; base-uri 'none'; form-action 'none'`;
  const icon = `${projects[0]?.folder ?? '.'}/favicon.svg`;
  return `<!doctype html><html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${text(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)} · Performance reports</title>
<meta name="description" content="Performance reports of ${counted(projects.length, 'project')}.">
<link rel="icon" type="image/svg+xml" href="${text(icon)}">
<style>${css}</style>
</head>
<body>
<header class="site-head"><span class="site-name">Performance reports</span></header>
<main id="main">
<div class="page-head"><h1>${text(title)}</h1></div>
<div class="table-box" role="region" aria-label="All projects" tabindex="0">
<table>
<thead><tr>${columns}</tr></thead>
<tbody>
${projects.map(projectRow).join('\n')}
</tbody>
</table>
</div>
</main>
<footer class="site-foot"><p>Computed from committed raw results.</p></footer>
</body>
</html>
`;
}

const columns =
  ['Project', 'Verdict', 'Latest run', 'Date'].map((name) => `<th scope="col">${name}</th>`).join('') +
  '<th scope="col" class="number">Runs</th>';

/** How many projects miss their targets, of those that have a verdict on targets. */
export function startHeadline(projects: readonly ListedProject[]): string {
  const tones = projects.flatMap(({ latest }) => (latest?.hasTargets === true ? latest.tone : []));
  const of = (wanted: Tone): number => tones.filter((tone) => tone === wanted).length;
  const judged = of('good') + of('bad') + of('unsure');
  if (judged === 0) return counted(projects.length, 'project');
  const scope = `${counted(judged, 'project')}${judged === projects.length ? '' : ' with targets'}`;
  if (of('bad') > 0) return `Targets not met in ${of('bad')} of ${scope}`;
  if (of('unsure') > 0) return `Inconclusive in ${of('unsure')} of ${scope}`;
  return judged === 1 ? `Targets met in ${scope}` : `Targets met in all ${scope}`;
}

/** Folders and slugs consist of letters, digits and hyphens. */
function projectRow({ folder, name, description, runs, latest }: ListedProject): string {
  const about = description === null ? '' : `<small>${text(description)}</small>`;
  const cells = latest === null ? '<td>No run yet</td><td>–</td><td>–</td>' : runCells(folder, latest);
  return `<tr><th scope="row"><a href="${folder}/index.html">${text(name)}</a>${about}</th>${cells}<td class="number">${runs}</td></tr>`;
}

function runCells(folder: string, { slug, title, headline, verdict, tone, date }: ListedRun): string {
  const mark = `<span class="verdict ${tone}"><span aria-hidden="true">${toneShape(tone)}</span> ${text(verdict)}</span>`;
  const run = `<a href="${folder}/runs/${slug}/index.html">${text(title)}</a><small>${text(headline)}</small>`;
  return `<td>${mark}</td><td>${run}</td><td>${text(date ?? '–')}</td>`;
}
