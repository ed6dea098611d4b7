/** Names that Windows gives to devices: with or without an ending, they can be no file or folder there. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** What a name for `isFolderName` may be. */
export const folderNameHint =
  'Use letters, digits, ".", "_" and "-". Begin with a letter or digit, do not end with ".", and avoid names of devices such as CON.';

/** True for a name that is a folder on every system, and part of an address as it is. */
export const isFolderName = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text) && !text.endsWith('.') && !device.test(text);

/** The nearest such name to a text. */
export function asFolderName(text: string): string {
  const id = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const short = id.slice(0, 100).replace(/[-.]+$/, '') || 'run';
  return device.test(short) ? `run-${short}`.slice(0, 100) : short;
}
