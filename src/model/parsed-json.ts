/** The object or array of a JSON document; null if it is none, such as a file with conflict markers. */
export function parsedJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    // `check` reports it with its place.
    return null;
  }
}
