import { problem, type Problem } from '../../model/problem.ts';
import type { Commentary } from '../../model/documents/commentary.ts';
import { knownComponents } from './check-commentary.ts';
import type { CommentaryPlace } from './prose/prose-numbers.ts';

type Path = readonly (string | number)[];

/** The texts inside a value of the frontmatter, each with its path. */
function textsIn(value: unknown, path: Path = []): (readonly [path: Path, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one, i) => textsIn(one, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]));
}

/** Inline code, which Markdown prints literally. */
const code = /`[^`]*`/g;

/** Reports components in the frontmatter: its texts are not MDX, so readers would see the source. */
export function checkFrontmatterElements(
  words: Commentary,
  { file, lineOfText }: Pick<CommentaryPlace, 'file' | 'lineOfText'>,
): Problem[] {
  return textsIn(words).flatMap(([path, text]) =>
    [...text.replace(code, '').matchAll(/<([A-Z]\w*)(?=[\s/>])/g)]
      .filter(([, name = '']) => knownComponents.includes(name))
      .map(([found, name]) =>
        problem('error', file, `<${name}> does not work in the frontmatter: readers would see its source.`, {
          line: lineOfText(path, found),
          path: path.join('.'),
          found: `<${name}>`,
          hint: 'Move the sentence into the body, below the second "---", or write it without the component.',
        }),
      ),
  );
}
