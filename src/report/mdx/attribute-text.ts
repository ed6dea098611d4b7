/**
 * An attribute as MDX reads it back: `endpoint="search"`. A name with double quotes stands in single ones; what would
 * end the text, or be read as a character reference, is written as one.
 */
export function attributeText(name: string, value: string): string {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  const text = value
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/\p{Cc}/gu, (mark) => `&#${mark.codePointAt(0)};`);
  return `${name}=${quote}${quote === '"' ? text.replaceAll('"', '&quot;') : text}${quote}`;
}
