import { unreadable } from './csv.ts';
import type { RawFile } from './raw-file.ts';

/** One line of a text file with its 1-based number, without its line end. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** Characters of a line that are kept. No log has longer lines; a binary file or one JSON value on one line has. */
export const longestLine = 1024 * 1024;

/**
 * Reads a text file line by line in bounded memory; line ends are LF, CR LF or CR. Of a longer line than 1 MiB the
 * first `longestLine + 1` characters come: its caller refuses it. A last line without end counts, an empty one does not.
 */
export async function* lines(file: RawFile): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8');
  const cut = new LineCutter();
  try {
    for await (const chunk of file.stream() as AsyncIterable<Buffer>)
      yield* cut.push(decoder.decode(chunk, { stream: true }));
  } catch (error) {
    throw unreadable(error);
  }
  yield* cut.push(decoder.decode());
  yield* cut.end();
}

/** Cuts text that comes in pieces into lines. */
class LineCutter {
  #rest = '';
  #line = 0;

  *push(piece: string): Generator<Line> {
    const text = this.#rest + piece;
    let start = 0;
    for (const end of text.matchAll(/\r\n|\n|\r/g)) {
      // A CR at the very end may be the first half of a CR LF that the next piece completes.
      if (end[0] === '\r' && end.index === text.length - 1) break;
      yield this.#make(text.slice(start, end.index));
      start = end.index + end[0].length;
    }
    this.#rest = bounded(text.slice(start));
  }

  *end(): Generator<Line> {
    const rest = this.#rest.replace(/\r$/, '');
    if (rest !== '') yield this.#make(rest);
  }

  #make(text: string): Line {
    return { line: ++this.#line, text: bounded(text) };
  }
}

const bounded = (text: string): string =>
  text.length > longestLine + 1 ? text.slice(0, longestLine + 1) : text;
