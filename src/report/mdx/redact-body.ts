import { redactMetric } from '../../model/documents/redact-deep.ts';
import { redactedMark, type Redact } from '../../model/documents/redaction.ts';
import { plainText } from './plain-text.ts';
import { redactParsed } from './redact-markdown.ts';

/** The tag of a component, and its attributes that are texts. */
const tag = /<\/?[A-Z][A-Za-z0-9]*(?:\s[^<>]*)?>/g;
const attribute = /(?<![A-Za-z])([A-Za-z]+)=("[^"]*"|'[^']*')/g;

/** Attributes whose texts are names of Perfolio's own. */
const own = new Set(['chart', 'finding', 'id', 'section', 'target']);

/** The text of an MDX file without what is not published; names of components, their attributes and metrics stay. */
export function redactBody(body: string, redact: Redact): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of body.matchAll(tag)) {
    parts.push(redact(body.slice(from, match.index)), redactTag(match[0], redact));
    from = match.index + match[0].length;
  }
  const shown = [...parts, redact(body.slice(from))].join('');
  return redactParsed(shown, redact, true);
}

const redactTag = (text: string, redact: Redact): string =>
  text.replace(attribute, (whole, name: string, quoted: string) => {
    if (own.has(name)) return whole;
    const value = quoted.slice(1, -1);
    const quote = quoted.charAt(0);
    return `${name}=${quote}${name === 'metric' ? redactMetric(value, redact) : attributeText(value, redact)}${quote}`;
  });

/** The value of an attribute. One that reads otherwise than it is written is replaced as a whole. */
function attributeText(value: string, redact: Redact): string {
  const shown = redact(value);
  return shown.includes('&') && redact.ranges(plainText(shown)).length > 0 ? redactedMark : shown;
}
