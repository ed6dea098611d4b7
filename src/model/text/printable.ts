/** Control characters but for the end of a line, and marks that turn the direction of text. */
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text for a terminal: names of files may hold escape sequences, which are shown, never obeyed. */
export const printable = (text: string): string =>
  text.replace(controls, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
