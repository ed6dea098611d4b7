/** A value of a JSON object: a number, a text, or what is JSON already. */
export type JsonValue = { readonly number: string } | { readonly text: string } | { readonly json: string };

/** How an engine writes what engines write differently. All parts are SQL expressions unless stated otherwise. */
export interface Dialect {
  /** The name of the engine, for people. */
  readonly title: string;
  readonly double: string;
  readonly integer: string;
  readonly string: string;
  readonly boolean: string;
  /** True if the engine can query files by their name. */
  readonly fromFile: ((path: string) => string) | null;
  /** An identifier in the engine's quotes. */
  readonly name: (plain: string) => string;
  /** A text in the engine's quotes. */
  readonly literal: (plain: string) => string;
  /** Epoch milliseconds of a timestamp. */
  readonly epochMs: (timestamp: string) => string;
  /** A JSON object; null parts are null in it. */
  readonly object: (entries: readonly (readonly [key: string, value: JsonValue])[]) => string;
  /** An aggregate: a list of numbers or JSON, ordered by expressions. */
  readonly list: (value: JsonValue, order: readonly string[]) => string;
  /** A list, or an empty one where it is null. */
  readonly orEmpty: (list: string) => string;
  /** The text of a finished JSON value. */
  readonly document: (json: string) => string;
  /** Clauses after the query. */
  readonly suffix?: string;
  /** The statement that is run, given the query, and how to run it, as comments above. */
  readonly exported: (query: string) => { readonly how: readonly string[]; readonly statement: string };
}

/** The expression of a value, whatever it is. */
export const expressionOf = (value: JsonValue): string =>
  'number' in value ? value.number : 'text' in value ? value.text : value.json;

/** Doubles a character that ends a quote. */
export const doubled = (quote: string) => (plain: string) =>
  `${quote}${plain.replaceAll(quote, quote + quote)}${quote}`;

/** Escapes a quote and the escape character itself with backslashes. */
export const escaped = (quote: string) => (plain: string) =>
  `${quote}${plain.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;

/** The file that engines export to. */
export const exportFile = 'results.digest.json';
