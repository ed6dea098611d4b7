import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { schemaPath } from '../../project/schema-path.ts';
import { ownVersion } from '../../store/own-version.ts';
import type { Paths } from '../../store/paths.ts';
import { compareVersions } from './changelog.ts';
import { parsedJson } from '../../model/parsed-json.ts';

/** What a new version asks of one file of a project. */
export interface FileChange {
  readonly path: string;
  /** What is to change and why, as a sentence. */
  readonly message: string;
  /** The file's new text; null if a person has to decide. */
  readonly rewritten: string | null;
}

/** A rule of an upgrade: what it finds in a project that used version `from` before; null if that is unknown. */
type UpgradeRule = (paths: Paths, from: string | null) => readonly FileChange[];

/** All rules; each looks for one thing that an older version wrote or allowed. */
const rules: readonly UpgradeRule[] = [movedSchemas, newGateDefault, laterDigests];

/** What is to change in the files of a project that used version `from` before; null if that is unknown. */
export const changesOf = (paths: Paths, from: string | null): FileChange[] =>
  rules.flatMap((rule) => rule(paths, from));

/** Files of a project that name a JSON Schema, with the schema's name. */
function documentsOf({ data }: Paths): { path: string; schema: string }[] {
  const own = ['project', 'annotations'].map((schema) => ({ path: join(data, `${schema}.json`), schema }));
  const runs = existsSync(data) ? readdirSync(data, { withFileTypes: true }) : [];
  const manifests = runs
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ path: join(data, name, 'run.json'), schema: 'run' }));
  return [...own, ...manifests].filter(({ path }) => existsSync(path));
}

const schemaKey = /("\$schema"\s*:\s*)"((?:[^"\\]|\\.)*)"/;

/** A `$schema` that leads nowhere, as in data that came from a copy of Perfolio's repository. */
function movedSchemas(paths: Paths): FileChange[] {
  return documentsOf(paths).flatMap(({ path, schema }) => {
    const text = readFileSync(path, 'utf8');
    const named = schemaKey.exec(text)?.[2];
    const right = schemaPath(dirname(path), schema, paths);
    if (named === undefined || right === null || /^https?:/.test(named)) return [];
    if (existsSync(resolve(dirname(path), named))) return [];
    return [
      {
        path,
        message: `\`$schema\` names ${named}, which does not exist. The schema is at ${right}.`,
        rewritten: text.replace(schemaKey, (_, key: string) => `${key}${JSON.stringify(right)}`),
      },
    ];
  });
}

/** Since 0.2.0 the gate also blocks if nothing could be judged. */
function newGateDefault({ data }: Paths, from: string | null): FileChange[] {
  if (from !== null && compareVersions(from, '0.2.0') >= 0) return [];
  const path = join(data, 'project.json');
  const project = existsSync(path) ? parsedJson(readFileSync(path, 'utf8')) : null;
  if (project === null) return [];
  const { gate } = project as { gate?: { blockOn?: unknown } };
  if (gate?.blockOn !== undefined) return [];
  return [
    {
      path,
      message:
        'Since 0.2.0, `gate.blockOn` includes `not-judged` by default: a run that could not be compared or measured blocks. To keep the former default, set it to ["target-not-met", "confirmed-worse"].',
      rewritten: null,
    },
  ];
}

/** Digests that a later version wrote: this one may not know what they contain. */
function laterDigests({ data }: Paths): FileChange[] {
  if (!existsSync(data)) return [];
  const digests = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.digest.json'),
  );
  return digests.flatMap((name) => {
    const path = join(data, name);
    const digest = parsedJson(readFileSync(path, 'utf8'));
    const { version } = (digest ?? {}) as { version?: unknown };
    if (digest === null || version === 1) return [];
    return [
      {
        path,
        message: `This digest has the document version ${String(version)}; Perfolio ${ownVersion()} reads version 1. Make it again from its raw files.`,
        rewritten: null,
      },
    ];
  });
}
