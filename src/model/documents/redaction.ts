import { RE2JS } from 're2js';

/** What can be left out of the site as a whole. */
export const hideable = ['tester', 'hosts', 'attachments'] as const;

/** What a project does not publish. */
export interface PublishRules {
  readonly redact: readonly string[];
  readonly hide: readonly (typeof hideable)[number][];
}

/** A text without what must not be published. */
export type Redact = (text: string) => string;

/** Stands where something was taken out. No letter of it means anything in YAML, Markdown or a glob. */
export const redactedMark = '(redacted)';

/** The host of an address, and an IPv4 address. Both patterns are linear. */
const addressHost = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>)]+/gi;
const ipv4 = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g;

/** Compiles a pattern; its error message where it is none. Matching takes linear time, whatever the pattern. */
export function compilePattern(pattern: string): RE2JS | { readonly error: string } {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a pattern also matches between two letters: it would put a mark everywhere. */
export function matchesNothing(pattern: RE2JS): boolean {
  return ['', 'a-b 1'].some((text) => {
    const matcher = pattern.matcher(text);
    while (matcher.find()) if (matcher.start() === matcher.end()) return true;
    return false;
  });
}

/** How the texts of a project are redacted; null where nothing is to be. */
export function redactOf({ redact, hide }: PublishRules): Redact | null {
  const patterns = redact.map(compilePattern).filter((one): one is RE2JS => one instanceof RE2JS);
  const hidesHosts = hide.includes('hosts');
  if (patterns.length === 0 && !hidesHosts) return null;
  return (text) => {
    const withoutHosts = hidesHosts
      ? text.replace(addressHost, `$1${redactedMark}`).replace(ipv4, redactedMark)
      : text;
    return patterns.reduce(
      (rest, pattern) => pattern.matcher(rest).replaceAll(() => redactedMark),
      withoutHosts,
    );
  };
}
