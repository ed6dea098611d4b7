import { knownKeys } from './known-keys.ts';
import { TextPlaces } from './text-places.ts';
import { isMap, visit } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import { isNestedTooDeeply } from './nesting.ts';
import { hintOf, issueText, type Issue } from '../../model/text/issue-text.ts';
import { validPart } from './valid-part.ts';
import { meantBranch } from './union-branch.ts';
import { showPath, valueAt } from './value-path.ts';

/** The value of a document, and its problems. */
export interface Validated<T> {
  /** The whole document, or its valid part if there are problems; null if nothing is valid. */
  readonly value: T | null;
  readonly problems: readonly Problem[];
}

/** Parses and checks a JSON file; every problem has its line. */
export function validateJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): Validated<z.output<Schema>> {
  if (isNestedTooDeeply(text)) return tooDeep(file);
  try {
    const places = new TextPlaces(text, 0);
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    const { value: valid, problems } = check(schema, value, places, file);
    // Finding places takes far longer than counting keys, and hardly any file has a key twice.
    const isUnique = keysWritten(text) === keysIn(value);
    return { value: valid, problems: isUnique ? problems : [...problems, ...duplicateKeys(places, file)] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(error.message) ?? [];
    const message = `The file is not valid JSON: ${error.message.replace(/ in JSON at position.*| at position.*/, '')}.`;
    const place = {
      line: line === undefined ? lastLine(text) : Number(line),
      column: column === undefined ? null : Number(column),
    };
    return {
      value: null,
      problems: [problem('error', file, message, { ...place, hint: 'Fix the JSON syntax here.' })],
    };
  }
}

const tooDeep = (file: string): { value: null; problems: Problem[] } => ({
  value: null,
  problems: [
    problem('error', file, 'The values are nested too deeply to be read.', {
      line: 1,
      hint: 'Write them with less nesting.',
    }),
  ],
});

/** How many keys a JSON text writes: its strings before a colon. */
const keysWritten = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;

/** How many keys the value of a JSON text has, those of all objects in it. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts: unknown[] = Object.values(value);
  return parts.reduce<number>((sum, part) => sum + keysIn(part), Array.isArray(value) ? 0 : parts.length);
}

/** Of two values of one key, JSON readers take the last, and people the first that they see. */
const duplicateKeys = (places: TextPlaces, file: string): Problem[] =>
  places.document.errors
    .filter(({ code }) => code === 'DUPLICATE_KEY')
    .map(({ linePos }) =>
      problem('error', file, 'This key appears twice in one object.', {
        line: linePos?.[0].line ?? null,
        column: linePos?.[0].col ?? null,
        hint: 'Remove one of the two.',
      }),
    );

const lastLine = (text: string): number => text.trimEnd().split('\n').length;

/** Checks the YAML of a frontmatter; `firstLine` is the line of the file on which the YAML starts. */
export function validateYaml<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
  firstLine: number,
): Validated<z.output<Schema>> {
  const places = new TextPlaces(text, firstLine - 1);
  if (isNestedTooDeeply(text)) return tooDeep(file);
  // A tag that is not resolved is only a warning to this reader of YAML; other readers refuse the file.
  const [error] = [...places.document.errors, ...places.document.warnings];
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    const message = `The frontmatter is not valid YAML: ${error.message.replace(/\n[\s\S]*| at line.*/, '')}.`;
    return {
      value: null,
      problems: [
        problem('error', file, message, {
          line: line + firstLine - 1,
          column: col,
          hint: 'Quote text that contains a colon or begins with a special character.',
        }),
      ],
    };
  }
  const alias = firstAlias(places);
  if (alias !== null)
    return {
      value: null,
      problems: [
        problem('error', file, 'Anchors and aliases are not allowed in the frontmatter.', {
          ...alias,
          hint: 'Write the value out.',
        }),
      ],
    };
  return check(schema, places.document.toJS() ?? {}, places, file);
}

/** Aliases can make a few lines of YAML endless. */
function firstAlias({ document, placeOf }: TextPlaces): Pick<Problem, 'line' | 'column'> | null {
  let found: Pick<Problem, 'line' | 'column'> | null = null;
  visit(document, {
    Alias: (_, { range }) => {
      found = placeOf(range?.[0] ?? 0);
      return visit.BREAK;
    },
  });
  return found;
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  places: TextPlaces,
  file: string,
): Validated<z.output<Schema>> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => issueProblems(issue, schema, value, places, file));
  return { value: validPart(schema, value), problems };
}

function issueProblems(
  issue: Issue,
  schema: z.ZodType,
  value: unknown,
  places: TextPlaces,
  file: string,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return problem('error', file, `Unknown key \`${showPath(path)}\`.`, {
        ...places.ofKey(path),
        path: showPath(path),
        found: showFound(key),
        hint: didYouMean(key, known),
      });
    });
  }
  const branch = issue.code === 'invalid_union' ? meantBranch(issue) : null;
  if (branch !== null)
    return branch.flatMap((inner) =>
      issueProblems({ ...inner, path: [...issue.path, ...inner.path] }, schema, value, places, file),
    );
  const found = { value: valueAt(value, issue.path), source: places.sourceOf(issue.path) };
  const path = showPath(issue.path);
  return [
    problem('error', file, `${path === '' ? 'The document' : `\`${path}\``} ${issueText(issue, found)}.`, {
      ...places.ofValue(issue.path),
      path: path || null,
      found: found.value === undefined ? null : showFound(found.value),
      hint: hintOf(issue, found) ?? colonHint(issue, found.value, places),
    }),
  ];
}

/** In a list of texts, YAML takes `Template: load profile` for an object with one key. JSON has no such trap. */
function colonHint(issue: Issue, value: unknown, { document }: TextPlaces): string | null {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return null;
  const node = document.getIn(issue.path, true);
  if (!isMap(node) || node.flow === true || typeof value !== 'object' || value === null) return null;
  const [entry, ...others] = Object.entries(value as Record<string, unknown>);
  if (entry === undefined || others.length > 0) return null;
  const [key, rest] = entry;
  const hint = 'Quote text that contains a colon';
  return typeof rest === 'string' && !/["\\]/.test(key + rest)
    ? `${hint}: "${showFound(`${key}: ${rest}`)}"`
    : `${hint}.`;
}
