/** One answer for a reader in a hurry. */
export interface ShortAnswer {
  /** What it answers, in a word or two. */
  readonly label: string;
  readonly text: string;
  /** The section that says more. */
  readonly section: string;
}

/** The text with an end. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
