/** What makes a text too expensive to parse as Markdown, and on which of its lines (1-based). */
export interface MarkupFault {
  readonly message: string;
  readonly line: number;
}

const mostCharacters = 200_000;
const mostLevels = 50;
const mostWork = 1_000_000;

/** Characters that a Markdown parser pairs with each other: its work grows with their square in one paragraph. */
const marks = /[*_~[\]<>!|`&@]/g;
const blockPrefix = /^(?:[ \t]*(?:[>+*-]|\d{1,9}[.)])(?=[ \t>]|$))+/;

/**
 * Why a text is not parsed as Markdown; null for a text that is. Commentary that people write stays far below these
 * bounds; without them a line of 20,000 marks keeps the parser busy for minutes.
 */
export function markupFault(text: string): MarkupFault | null {
  if (text.length > mostCharacters)
    return {
      message: `The text has ${text.length.toLocaleString('en')} characters; at most ${mostCharacters.toLocaleString('en')} are read.`,
      line: 1,
    };
  let work = 0;
  let inParagraph = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const line1 = i + 1;
    if (line.trim() === '') inParagraph = 0;
    if (levelsOf(line) > mostLevels)
      return { message: `Quotes and lists are nested more than ${mostLevels} levels deep.`, line: line1 };
    const found = line.match(marks)?.length ?? 0;
    work += (inParagraph + found) ** 2 - inParagraph ** 2;
    inParagraph += found;
    if (work > mostWork)
      return {
        message: 'The text has too many Markdown marks, such as * or [, in one paragraph.',
        line: line1,
      };
  }
  return null;
}

function levelsOf(line: string): number {
  const prefix = blockPrefix.exec(line)?.[0] ?? '';
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return Math.max(prefix.replace(/[^>+*.)-]/g, '').length, Math.floor(indent / 4));
}
