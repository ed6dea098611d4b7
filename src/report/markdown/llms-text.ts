import type { BlockContent, Link, RootContent } from 'mdast';
import type { RunList } from '../../model/documents/run-list.ts';
import { bullets, heading, paragraph, plain } from './nodes.ts';
import { printMarkdown } from './printer.ts';

/** A page or document, and what it has. */
interface Pointer {
  readonly label: string;
  readonly url: string;
  readonly about: string;
}

/** Runs that are named one by one; the list has all. */
const mostRuns = 20;

const link = ({ label, url }: Pointer): Link => ({ type: 'link', url, children: [plain(label)] });

const pointers = (some: readonly Pointer[]): BlockContent =>
  bullets(some.map((one) => [paragraph(link(one), plain(`: ${one.about}`))]));

/** `/llms.txt`: what a program that reads text finds on the site. Names and titles are text in it, never markup. */
export function llmsText(
  { project, runs }: RunList,
  description: string | null,
  url: (path: string) => string,
): string {
  const documents: Pointer[] = [
    { label: 'Runs', url: url('runs.json'), about: 'all runs with verdict, heading and addresses' },
    {
      label: 'Alerts',
      url: url('alerts.json'),
      about: 'regressions, vanished endpoints, missed objectives and overdue runs',
    },
    { label: 'Feed', url: url('feed.xml'), about: 'new runs, alerts and confirmed changes as Atom' },
    { label: 'Method', url: url('method/'), about: 'definitions of all numbers' },
    { label: 'Schema of a run', url: url('schema/run-report.json'), about: 'JSON Schema of /runs/<id>.json' },
    { label: 'Schema of the runs', url: url('schema/runs.json'), about: 'JSON Schema of /runs.json' },
    { label: 'Schema of the alerts', url: url('schema/alerts.json'), about: 'JSON Schema of /alerts.json' },
  ];
  const shown = runs
    .slice(0, mostRuns)
    .map(({ id, markdown, headline }): Pointer => ({ label: id, url: markdown, about: headline }));
  const tree: RootContent[] = [
    heading(1, project),
    ...(description === null
      ? []
      : [{ type: 'blockquote' as const, children: [paragraph(plain(description))] }]),
    paragraph(
      plain(
        'Performance reports. A verdict is computed from raw results, and a change is reported only if it is larger than the noise. Each run has a report as Markdown and as JSON.',
      ),
    ),
    heading(2, 'Documents'),
    pointers(documents),
    heading(2, 'Latest runs'),
    ...(shown.length === 0 ? [paragraph(plain('No run yet.'))] : [pointers(shown)]),
  ];
  return printMarkdown(tree);
}
