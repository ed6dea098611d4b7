/** Bare NaN and Infinity, which Python and .NET write and JSON does not know; strings are matched first and left alone. */
const stringsAndBareWords = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * The value of a JSON document in which NaN and Infinity may stand bare; they come out as the texts "NaN",
 * "Infinity" and "-Infinity", so that no reader takes them for numbers. Throws where the rest is no JSON.
 */
export function parseLenientJson(text: string): unknown {
  const quoted = text.replace(stringsAndBareWords, (found) => (found.startsWith('"') ? found : `"${found}"`));
  return JSON.parse(quoted) as unknown;
}

/** Whether it is worth a second try: the text has a bare NaN or Infinity as a value. */
export const hasBareNumbers = (text: string): boolean => /[:[,]\s*-?(?:NaN|Infinity)\b/.test(text);
