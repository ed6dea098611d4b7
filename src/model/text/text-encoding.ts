/** True for the label of a text encoding that can be decoded (WHATWG labels: gbk, windows-1252, shift_jis ...). */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
