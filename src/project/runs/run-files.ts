import { relative, sep } from 'node:path';
import { compileGlob } from '../../model/glob.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import { git, topOf } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';

/** A raw file or picture that is copied into the site. */
export interface PublishedFile {
  /** Its path inside the run. */
  readonly file: string;
  readonly diskPath: string;
}

const picture = /\.(png|jpe?g|gif|webp|avif)$/i;

/** Names that no web server gives a type whose content runs in a browser. */
const inert = /\.(csv|tsv|json|ndjson|jsonl|jtl|txt|log|md|gz|hgrm|hlog|dat|yaml|yml|out)$/i;

/**
 * The name of a copied file in the site. HTML, SVG, XML and scripts would run as pages of the site itself: they, and all
 * that a browser might take for them, are served as text.
 */
export const publishedName = (file: string): string =>
  picture.test(file) || inert.test(file) ? file : `${file}.txt`;

/** True for attachments that a page shows as a picture. */
export const isPicture = (file: string): boolean => picture.test(file);

/** Files of a run that are copied: those that the manifest publishes, and pictures among the attachments. */
export function publishedFiles({ measures, commentary }: RunReport, folder: string): PublishedFile[] {
  const { files = [], attachments = [] } = measures.manifest;
  const published = files.filter(({ publish }) => publish === true).map(({ match }) => compileGlob(match));
  const isPublished = (file: string): boolean => published.some((matches) => matches(file));
  const raw = measures.sources.map(({ file }) => file).filter(isPublished);
  const pictures = [...attachments, ...commentary.attachments].map(({ file }) => file).filter(isPicture);
  return [...new Set([...raw, ...pictures])].map((file) => ({
    file,
    diskPath: `${folder}/${file}`,
  }));
}

/** Where a copied file of a run stands in the site. */
export const addressOf = (slug: string, file: string): string =>
  `runs/${slug}/files/${publishedName(file).split('/').map(encodeURIComponent).join('/')}`;

/**
 * The commit that last changed each file below the data folder, by path relative to it; empty outside of a repository.
 * One question to git for all files: its log names each file first where it last changed.
 */
export async function lastCommits({ data }: Paths): Promise<ReadonlyMap<string, LastCommit>> {
  const commits = new Map<string, LastCommit>();
  const top = await topOf(data);
  if (top === null) return commits;
  const log = await git(
    data,
    '-c',
    'core.quotePath=false',
    'log',
    '--format=%x00%H',
    '--name-only',
    '--',
    '.',
  );
  if (log === null) return commits;
  for (const entry of log.split('\0').slice(1)) {
    const [commit = '', ...paths] = entry.split('\n').filter((line) => line !== '');
    for (const path of paths) {
      const inData = relative(data, `${top}/${path}`).split(sep).join('/');
      if (!commits.has(inData)) commits.set(inData, { commit, path });
    }
  }
  return commits;
}

export interface LastCommit {
  readonly commit: string;
  /** The file as the repository names it. */
  readonly path: string;
}

/** Where the repository shows a file as it was committed; null where either is unknown. */
export function repositoryAddress({ repository }: Project, last: LastCommit | undefined): string | null {
  if (repository === undefined || last === undefined) return null;
  const path = last.path.split('/').map(encodeURIComponent).join('/');
  return `${repository.replace(/\/$/, '')}/blob/${last.commit}/${path}`;
}
