import type { CellMark, ScaleMark } from './cell-mark.ts';
import type { Provenance } from './metrics/metric-value.ts';

/** Decides alignment and, with `unit`, the head of a column. */
export type ColumnType = 'text' | 'number' | 'verdict' | 'code';

export interface Column {
  readonly key: string;
  readonly label: string;
  readonly type: ColumnType;
  /** Stands in the head, so that cells are bare numbers. */
  readonly unit?: string;
  /** Rows with the same value stand together under it; a page prints it once, as their heading. */
  readonly groups?: true;
  /** The scale of the column's marks, in its head. A column with one holds pictures only: twins leave it out. */
  readonly scale?: ScaleMark;
  /** Holds pictures only, without a scale. */
  readonly isPicture?: true;
  /** On a phone: beside the row's name, or in its last line. */
  readonly phone?: 'first' | 'last';
  /** Its label on a phone, if shorter: rows have no heads there, so each repeats it. */
  readonly phoneLabel?: string;
  /** Where a change starts: on a phone an arrow leads from it to the next cell. */
  readonly isBefore?: true;
  /** On narrow screens the cell stands beneath the row's name, which leaves more width for numbers. */
  readonly joinsName?: boolean;
}

/** How a verdict looks: shape and colour follow from this; the text is the cell's. */
export type Tone = 'good' | 'bad' | 'unsure' | 'neutral';

/** A cell: its text, and the provenance of a number. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** Its verdict is a possible change, not a proven one. */
  readonly isPossible?: true;
  /** A smaller second line: an interval, a note. */
  readonly note?: string;
  /** Address relative to the site's root, or a fragment of the page. */
  readonly href?: string;
  readonly provenance?: Provenance;
  readonly mark?: CellMark;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** Rows that a reader may skip, and what they have in common. */
  readonly folded?: { readonly summary: string; readonly rows: readonly Readonly<Record<string, Cell>>[] };
  /** Each row has an address of its own, made of its group and its name. */
  readonly hasRowLinks?: true;
  /** On a phone each row is a few lines, not a row to scroll through. */
  readonly isStacked?: true;
  /** The section's heading says the same: the caption is only read aloud. */
  readonly isCaptionUnseen?: true;
  /** How the numbers were computed, once per table. */
  readonly note?: string;
  /** What the pictures in its cells show. Texts have no pictures, and leave it out. */
  readonly pictureNote?: string;
}

/** Label and value pairs. */
export interface FactsBlock {
  readonly kind: 'facts';
  readonly facts: readonly { readonly label: string; readonly value: Cell }[];
}

/** A computed sentence. */
export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  readonly tone?: Tone;
}

/** Text written by a person: Markdown of paragraphs, emphasis, code, links and lists; never markup. */
export interface CommentaryBlock {
  readonly kind: 'commentary';
  readonly markdown: string;
}

/** A heading below the section's own. */
export interface HeadingBlock {
  readonly kind: 'heading';
  readonly text: string;
}

/** One computed or written finding, recommendation or adjustment. */
export interface ItemBlock {
  readonly kind: 'item';
  readonly id: string;
  readonly title: string;
  /** A word before the title: severity, "rejected", "open". */
  readonly mark: { readonly text: string; readonly tone: Tone } | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly paragraphs: readonly string[];
}

/** A chart of the run, by its id in the registry of charts, with a caption. */
export interface ChartBlock {
  readonly kind: 'figure';
  readonly chart: string;
  /** A caption by the run's author. */
  readonly caption: string | null;
  /** How many of its panels are open; the others are folded. All without it. */
  readonly open?: number;
  /** Leaves out the panel that the head of the report shows. */
  readonly isBelowHead?: true;
}

/** Numbers, and beside them on a wide screen the picture that shows them. */
export interface BesideBlock {
  readonly kind: 'beside';
  readonly main: readonly Block[];
  readonly side: readonly Block[];
}

/** Small copies of charts that other sections show, each with a link to the full one. */
export interface GalleryBlock {
  readonly kind: 'gallery';
  readonly charts: readonly { readonly chart: string; readonly caption: string | null }[];
}

/** A picture that was attached to the run. */
export interface ImageBlock {
  readonly kind: 'image';
  /** Address relative to the site's root. */
  readonly src: string;
  readonly label: string;
}

/** One line that says what is missing, and how to add it. */
export interface EmptyBlock {
  readonly kind: 'empty';
  readonly text: string;
  readonly hint: string;
}

/** Folded blocks. */
export interface FoldBlock {
  readonly kind: 'fold';
  readonly summary: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | TableBlock
  | FactsBlock
  | TextBlock
  | CommentaryBlock
  | HeadingBlock
  | ItemBlock
  | ChartBlock
  | BesideBlock
  | GalleryBlock
  | ImageBlock
  | EmptyBlock
  | FoldBlock;

/** A section of the report, ready to be printed on a page, in Markdown, anywhere. */
export interface Section {
  readonly id: string;
  /** The template's name. */
  readonly heading: string;
  /** The name in the navigation. */
  readonly short: string;
  readonly blocks: readonly Block[];
}
