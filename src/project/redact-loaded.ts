import type { RunMeasures } from '../model/run-measures.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Annotation } from '../model/documents/annotations.ts';
import type { Project } from '../model/documents/project.ts';
import { redactDeep, redactOf, type PublishRules } from '../model/documents/redaction.ts';
import type { RunCommentary } from './read/run-commentary.ts';
import type { ReadHistories } from './runs/read-histories.ts';

/** The measures of a run as they may be published. */
export function publicMeasures(measures: RunMeasures, rules: PublishRules): RunMeasures {
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
  const redact = redactOf(rules);
  if (redact === null) return shown;
  const redacted = { ...redactDeep(shown, redact), id: measures.id };
  return { ...redacted, problems: [...redacted.problems, ...joinedNames(redacted)] };
}

/** Endpoints that differ only in what is taken out would be one: their numbers must not be mixed. */
function joinedNames({ id, response }: RunMeasures): Problem[] {
  const places = response.map(({ scenario, endpoint }) => JSON.stringify([scenario, endpoint]));
  const twice = response.find((_, i) => places.indexOf(places[i] ?? '') !== i);
  if (twice === undefined) return [];
  return [
    problem('error', id, 'Endpoints differ only in what publish.redact or publish.hide takes out.', {
      found: twice.endpoint,
      hint: 'Give each a name of its own under endpoints in project.json.',
    }),
  ];
}

/** The project as pages print it. Its rules were applied to the raw names before. */
export function publicProject(project: Project): Project {
  const redact = redactOf(project.publish);
  return redact === null
    ? project
    : { ...redactDeep(project, redact), publish: project.publish, repository: project.repository };
}

/** Annotations as pages print them; runs keep their ids. */
export function publicAnnotations(
  annotations: readonly Annotation[],
  rules: PublishRules,
): readonly Annotation[] {
  const redact = redactOf(rules);
  return redact === null
    ? annotations
    : annotations.map((one) => ({ ...redactDeep(one, redact), run: one.run }));
}

/** Commentary as pages print it. */
export function publicCommentary(commentary: RunCommentary, rules: PublishRules): RunCommentary {
  const redact = redactOf(rules);
  const words = rules.hide.includes('attachments')
    ? { ...commentary.words, attachments: [] }
    : commentary.words;
  if (redact === null) return { ...commentary, words };
  return { ...commentary, words: redactDeep(words, redact), body: redact(commentary.body) };
}

/** Whole histories as pages print them; their names are addresses of pages. */
export function publicHistories(read: ReadHistories, rules: PublishRules): ReadHistories {
  const redact = redactOf(rules);
  if (redact === null) return read;
  return {
    ...read,
    histories: read.histories.map((one) => ({ ...redactDeep(one, redact), name: one.name, slug: one.slug })),
  };
}

/** The names of folders are addresses of pages: they are not redacted, so none may hold what must not be published. */
export function redactedNames(
  ids: readonly string[],
  rules: PublishRules,
  shown: (id: string) => string,
): Problem[] {
  const redact = redactOf(rules);
  if (redact === null) return [];
  return ids
    .filter((id) => redact(id) !== id)
    .map((id) =>
      problem(
        'error',
        shown(id),
        'The name of this folder holds what publish.redact or publish.hide takes out.',
        {
          found: id,
          hint: 'Rename the folder: it is part of addresses in the site.',
        },
      ),
    );
}
