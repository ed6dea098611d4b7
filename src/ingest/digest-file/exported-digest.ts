/** How deep engines wrap a value: a list of rows, a row, a text. */
const mostWraps = 4;

/**
 * The document of a digest as query engines export it: a row in a list (`[{"digest": {...}}]`), below `data`, a row alone,
 * or any of them with the document as a text. Undefined for anything else.
 */
export function exportedDigest(json: unknown, wraps = mostWraps): DigestShape | undefined {
  if (isDigestShape(json)) return json;
  if (wraps === 0) return undefined;
  const inside = wrapped(json);
  return inside === undefined ? undefined : exportedDigest(inside, wraps - 1);
}

/** What every digest has, whatever else is wrong with it. */
interface DigestShape {
  readonly version: unknown;
  readonly sources: readonly unknown[];
  readonly endpoints: readonly unknown[];
}

const isDigestShape = (json: unknown): json is DigestShape =>
  isObject(json) &&
  'version' in json &&
  'sources' in json &&
  'endpoints' in json &&
  Array.isArray(json.sources) &&
  Array.isArray(json.endpoints);

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The only value that one wrap may hold. */
function wrapped(json: unknown): unknown {
  if (typeof json === 'string') return parsed(json);
  if (Array.isArray(json)) return json.length === 1 ? json[0] : undefined;
  if (!isObject(json)) return undefined;
  if (Array.isArray(json.data)) return json.data;
  const values = Object.values(json);
  return values.length === 1 ? values[0] : undefined;
}

function parsed(text: string): unknown {
  // A text that cannot be a digest is not worth a parser.
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
