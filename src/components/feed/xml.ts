import { escapeMarkup } from '../escape-markup.ts';

/** What XML 1.0 allows no document to hold, not even escaped: most control characters and halves of surrogate pairs. */
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as the content or an attribute of an XML element; characters that XML forbids become U+FFFD. */
export const escapeXml = (text: string): string => escapeMarkup(text.replace(forbidden, '\ufffd'));

/** An element with text; attributes in the order given. */
export function element(
  name: string,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const open = `${name}${attributesOf(attributes)}`;
  return text === '' ? `<${open}/>` : `<${open}>${escapeXml(text)}</${name}>`;
}

/** ` key="value"` for each attribute. */
export const attributesOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
