/** Words that begin so are codes and names of standards, whatever digits follow. */
const fixed = /^(?:HTTP|ISO|RFC|UTF|TLS|SSL|SHA|x509|E\d)/;

/** Where the last three digits in a row of a text begin; -1 without any. */
const lastDigits = (text: string): number => {
  const last = [...text.matchAll(/\d{3,}/g)].at(-1);
  return last === undefined ? -1 : last.index + last[0].length - 3;
};

/**
 * Replaces letters and digits in one word with three digits or more: EN8424, ord_1029, user-48213. Word by word, because
 * a pattern for it would look for the digits anew after each hyphen.
 */
const withoutIds = (message: string): string =>
  message.replace(/[\w-]+/g, (word: string, at: number) => {
    const digits = lastDigits(word);
    if (digits < 0) return word;
    const end = word.length - (/(?<!-)-*$/.exec(word)?.[0].length ?? 0);
    for (const { index } of word.matchAll(/(?<!\w)[A-Za-z]/g)) {
      if (index > digits || end - index < 4) break;
      if (index === 0 && message[at - 1] === '.') continue;
      if (fixed.test(word.slice(index, index + 5))) continue;
      return `${word.slice(0, index)}<id>${word.slice(end)}`;
    }
    return word;
  });

/** What varies in error messages, and what stands for it. Codes, class names and short numbers stay as they are. */
const varying: readonly ((message: string) => string)[] = [
  (text) => text.replace(/(?<![\p{L}\d._%+-])[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, '<email>'),
  (text) => text.replace(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, '<id>'),
  // Postcodes such as R6 9ZV.
  (text) => text.replace(/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g, '<code>'),
  (text) => text.replace(/\b(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{12,}\b/gi, '<id>'),
  withoutIds,
  (text) => text.replace(/(?<![\d:.])\d{6,}\b/g, '<number>'),
];

/**
 * The kind of an error: its message without what varies from one to the next (e-mail addresses, ids, postcodes, long
 * numbers), so that one cause is one type and no request's data is published.
 */
export const errorKind = (message: string): string =>
  varying.reduce((text, without) => without(text), message);
