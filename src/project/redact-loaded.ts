import type { RunMeasures } from '../model/run-measures.ts';
import type { ContentPage } from '../model/page.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Annotation } from '../model/documents/annotations.ts';
import type { Project } from '../model/documents/project.ts';
import { redactDeep, redactFinding, redactKey, redactMetric } from '../model/documents/redact-deep.ts';
import { redactOf, type PublishRules, type Redact } from '../model/documents/redaction.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { redactBody } from '../report/mdx/redact-body.ts';
import { redactingMarkdown } from '../report/mdx/redact-markdown.ts';
import type { RunCommentary } from './read/run-commentary.ts';
import type { ReadHistories } from './runs/read-histories.ts';

/** How texts are redacted, including what Markdown hides from a search of its source. */
function redactorOf(rules: PublishRules): Redact | null {
  const redact = redactOf(rules);
  return redact && redactingMarkdown(redact);
}

/** The measures of a run as they may be published. */
export function publicMeasures(measures: RunMeasures, rules: PublishRules): RunMeasures {
  // Spreading measures would read their courses, which most pages of most runs do not need.
  if (rules.redact.length === 0 && rules.hide.length === 0) return measures;
  const { tester: _, attachments: __, ...manifest } = measures.manifest;
  const shown = {
    ...measures,
    manifest: {
      ...manifest,
      ...(measures.manifest.tester !== undefined &&
        !rules.hide.includes('tester') && { tester: measures.manifest.tester }),
      ...(measures.manifest.attachments !== undefined &&
        !rules.hide.includes('attachments') && { attachments: measures.manifest.attachments }),
    },
  };
  const redact = redactorOf(rules);
  if (redact === null) return shown;
  // Hosts are compared between runs, but never shown. Addresses of former names would contain them.
  const hosts = measures.hosts && { ...measures.hosts, former: [] };
  const former = measures.manifest.formerIds?.filter((id) => redact(id) === id);
  const own = redactDeep(shown, redact);
  const redacted = {
    ...own,
    // Former ids are addresses too: one that must not be published leads nowhere.
    ...(former !== undefined && { manifest: { ...own.manifest, formerIds: former } }),
    ...ownNames(measures, redact),
    ...(hosts && { hosts }),
  };
  return { ...redacted, problems: [...redacted.problems, ...joinedNames(redacted)] };
}

/** What addresses and people name: the run, its findings, and the files of its problems. */
const ownNames = (
  { id, findings, problems }: RunMeasures,
  redact: Redact,
): Pick<RunMeasures, 'id' | 'findings' | 'problems'> => ({
  id,
  findings: findings.map((one) => ({ ...redactDeep(one, redact), id: redactFinding(one.id, redact) })),
  problems: problems.map((one) => ({ ...redactDeep(one, redact), file: one.file, path: one.path })),
});

/** Endpoints that differ only in what is taken out would be one: their numbers must not be mixed. */
function joinedNames({ id, response, measures }: RunMeasures): Problem[] {
  const joined = (what: string, found: string | undefined, list: string): Problem[] =>
    found === undefined
      ? []
      : [
          problem('error', id, `${what} differ only in text that publish.redact or publish.hide removes.`, {
            found,
            hint: `Give each its own name under ${list} in project.json.`,
          }),
        ];
  const endpoints = response.map(({ scenario, endpoint }) => JSON.stringify([scenario, endpoint]));
  const metrics = measures.map(({ metric, scenario, endpoint }) =>
    JSON.stringify([metric, scenario, endpoint]),
  );
  return [
    ...joined('Endpoints', response[secondOf(endpoints)]?.endpoint, 'endpoints'),
    ...joined('Measures', measures[secondOf(metrics)]?.name, 'measures'),
  ];
}

/** The index of the first text that was there before; -1 where all differ. */
const secondOf = (texts: readonly string[]): number =>
  texts.findIndex((text, i) => texts.indexOf(text) !== i);

/** The project as pages print it. Its rules were applied to the raw names before. */
export function publicProject(project: Project): Project {
  const redact = redactorOf(project.publish);
  if (redact === null) return project;
  const { comparison, targets, objectives, repository: _, ...rest } = project;
  const repository = publicRepository(project);
  const own = redactDeep(project, redact);
  return {
    ...rest,
    ...pick(own, ['name', 'description', 'mainBranch', 'endpoints', 'measures', 'messages', 'sessions']),
    controls: own.controls,
    ...(repository !== undefined && { repository }),
    // The names of removed runs are addresses: one that must not be published has none.
    removed: project.removed.filter(({ run }) => redact(run) === run).map((one) => redactDeep(one, redact)),
    look: { ...project.look, ...(own.look.footer && { footer: own.look.footer }) },
    // The id of a target is the address of its badge.
    targets: own.targets.map((target, i) => ({ ...target, id: targets[i]?.id ?? target.id })),
    objectives: own.objectives.map((one, i) => ({ ...one, id: objectives[i]?.id ?? one.id })),
    comparison: {
      ...comparison,
      fingerprint: comparison.fingerprint.map((key) => redactKey(key, redact)),
      minimumEffect: Object.fromEntries(
        Object.entries(comparison.minimumEffect).map(([id, effect]) => [redactMetric(id, redact), effect]),
      ),
    },
  };
}

/** The address of the repository; none if a pattern matches it, since every link to a commit would contain it. */
function publicRepository({ repository, publish }: Project): string | undefined {
  const redact = redactOf({ redact: publish.redact, hide: [] });
  return repository === undefined || redact?.(repository) === repository || redact === null
    ? repository
    : undefined;
}

function pick<T extends object, Key extends keyof T>(value: T, keys: readonly Key[]): Pick<T, Key> {
  return Object.fromEntries(keys.flatMap((key) => (key in value ? [[key, value[key]]] : []))) as Pick<T, Key>;
}

/** Pages of the project's own as they are listed and headed; their names are addresses. */
export function publicPages(pages: readonly ContentPage[], rules: PublishRules): readonly ContentPage[] {
  const redact = redactorOf(rules);
  return redact === null ? pages : pages.map((page) => ({ ...redactDeep(page, redact), name: page.name }));
}

/** Annotations as pages print them; runs keep their ids. */
export function publicAnnotations(
  annotations: readonly Annotation[],
  rules: PublishRules,
): readonly Annotation[] {
  const redact = redactorOf(rules);
  return redact === null
    ? annotations
    : annotations.map((one) => ({ ...redactDeep(one, redact), run: one.run }));
}

/** Commentary as pages print it. */
export function publicCommentary(commentary: RunCommentary, rules: PublishRules): RunCommentary {
  const redact = redactorOf(rules);
  const words = rules.hide.includes('attachments')
    ? { ...commentary.words, attachments: [] }
    : commentary.words;
  if (redact === null) return { ...commentary, words };
  return { ...commentary, words: publicWords(words, redact), body: redactBody(commentary.body, redact) };
}

/** Ids of what people wrote are addresses, and captions go by the ids of charts. */
function publicWords(words: Commentary, redact: Redact): Commentary {
  const own = redactDeep(words, redact);
  const withIds = <Said extends { readonly id?: string | undefined }>(
    to: readonly Said[],
    from: readonly Said[],
  ): Said[] => to.map((one, i) => (from[i]?.id === undefined ? one : { ...one, id: from[i].id }));
  return {
    ...own,
    bottlenecks: withIds(own.bottlenecks, words.bottlenecks),
    anomalies: withIds(own.anomalies, words.anomalies),
    limits: withIds(own.limits, words.limits),
    recommendations: withIds(own.recommendations, words.recommendations),
  };
}

/** Whole histories as pages print them; their names are addresses of pages. */
export function publicHistories(read: ReadHistories, rules: PublishRules): ReadHistories {
  const redact = redactorOf(rules);
  if (redact === null) return read;
  return {
    ...read,
    histories: read.histories.map((one) => ({ ...redactDeep(one, redact), name: one.name, slug: one.slug })),
  };
}

/** Ids and names are parts of addresses and not redacted. One may match by chance (`load`), so this is no error. */
export function redactedIds(
  ids: readonly { readonly id: string | undefined; readonly file: string; readonly what: string }[],
  rules: PublishRules,
): Problem[] {
  const redact = redactOf(rules);
  if (redact === null) return [];
  return ids.flatMap(({ id, file, what }) =>
    id === undefined || redact(id) === id
      ? []
      : [
          problem(
            'warning',
            file,
            `${what} contains text that publish.redact or publish.hide removes, and is published.`,
            {
              found: id,
              hint: 'Choose another if it must not be published: it is part of addresses in the site.',
            },
          ),
        ],
  );
}

/** The names of folders are addresses of pages: they are not redacted, so none may hold what must not be published. */
export function redactedNames(
  ids: readonly string[],
  rules: PublishRules,
  shown: (id: string) => string,
): Problem[] {
  const redact = redactorOf(rules);
  if (redact === null) return [];
  return ids
    .filter((id) => redact(id) !== id)
    .map((id) =>
      problem(
        'error',
        shown(id),
        'The name of this folder contains text that publish.redact or publish.hide removes.',
        {
          found: id,
          hint: 'Rename the folder: it is part of addresses in the site.',
        },
      ),
    );
}
