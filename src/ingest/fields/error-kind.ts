/** What varies in error messages, and what stands for it. Codes, class names and short numbers stay as they are. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\d._%+-])[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, '<email>'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, '<id>'],
  // Postcodes such as R6 9ZV.
  [/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g, '<code>'],
  [/\b(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{12,}\b/gi, '<id>'],
  // Letters and digits in one word with three digits or more: EN8424, ord_1029, user-48213.
  [
    /(?<![\w.])(?=[\w-]*\d{3})(?=[\w-]*[A-Za-z])(?!(?:HTTP|ISO|RFC|UTF|TLS|SSL|SHA|x509|E\d)[\w-]*)[A-Za-z][\w-]{3,}\b/g,
    '<id>',
  ],
  [/(?<![\d:.])\d{6,}\b/g, '<number>'],
];

/**
 * The kind of an error: its message without what varies from one to the next (e-mail addresses, ids, postcodes, long
 * numbers), so that one cause is one type and no request's data is published.
 */
export const errorKind = (message: string): string =>
  varying.reduce((text, [pattern, name]) => text.replace(pattern, name), message);
