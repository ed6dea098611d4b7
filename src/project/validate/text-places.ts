import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Problem } from '../../model/problem.ts';
import type { Path } from './value-path.ts';

/** Finds the line and column of a key or value in a JSON or YAML text. Parses the text on first use. */
export class TextPlaces {
  readonly #text: string;
  readonly #linesBefore: number;
  readonly #counter = new LineCounter();
  #document: Document | null = null;

  constructor(text: string, linesBefore = 0) {
    this.#text = text;
    this.#linesBefore = linesBefore;
  }

  get document(): Document {
    this.#document ??= parseDocument(this.#text, { lineCounter: this.#counter });
    return this.#document;
  }

  /** The location of the value at a path, or of its parent if it is missing. */
  ofValue(path: Path): Pick<Problem, 'line' | 'column'> {
    for (let length = path.length; length >= 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.placeOf(node.range[0]);
    }
    return { line: null, column: null };
  }

  /** The source text of a plain value; null for anything else. */
  sourceOf(path: Path): string | null {
    const node = this.document.getIn(path, true);
    return isScalar(node) ? (node.source ?? null) : null;
  }

  /** The location of the key itself. */
  ofKey(path: Path): Pick<Problem, 'line' | 'column'> {
    const holder = this.document.getIn(path.slice(0, -1), true);
    const pair = isMap(holder)
      ? holder.items.find(
          (item) => isPair(item) && isNode(item.key) && String(item.key) === String(path.at(-1)),
        )
      : undefined;
    return pair !== undefined && isNode(pair.key) && pair.key.range
      ? this.placeOf(pair.key.range[0])
      : this.ofValue(path);
  }

  /** The location of an offset of the text. */
  readonly placeOf = (offset: number): Pick<Problem, 'line' | 'column'> => {
    const { line, col } = this.#counter.linePos(offset);
    return { line: line + this.#linesBefore, column: col };
  };
}
