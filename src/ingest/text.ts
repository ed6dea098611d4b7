/** Longest label or message kept; tools put whole bodies there. */
const longestText = 500;

/**
 * A label or message as it is kept: without control characters (ANSI colours among them), on one line, cut at 500
 * characters. It stays untrusted text: printers escape it.
 */
export function cleanText(text: string): string {
   
  const plain = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const trimmed = plain.trim();
  return trimmed.length > longestText ? `${trimmed.slice(0, longestText - 1)}…` : trimmed;
}
