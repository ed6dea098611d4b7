/** One line of a report's summary. */
export interface ShortAnswer {
  /** Its topic, in a word or two. */
  readonly label: string;
  readonly text: string;
  /** The section with the details. */
  readonly section: string;
}

/** The text with a full stop, unless it ends a sentence already. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
