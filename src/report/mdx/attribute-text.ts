/**
 * An attribute in MDX syntax: `endpoint="search"`. A value with double quotes is put in single ones; characters that
 * would end the text or start a character reference are escaped.
 */
export function attributeText(name: string, value: string): string {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  const text = value
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/\p{Cc}/gu, (mark) => `&#${mark.codePointAt(0)};`);
  return `${name}=${quote}${quote === '"' ? text.replaceAll('"', '&quot;') : text}${quote}`;
}
