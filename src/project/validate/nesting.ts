const mostLevels = 100;

/** True for text whose brackets are nested deeper than a person nests them; brackets inside quotes do not count. */
export function isNestedTooDeeply(text: string): boolean {
  let level = 0;
  for (const [part] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[\]{}]/g)) {
    if (part === '[' || part === '{') level++;
    else if (part === ']' || part === '}') level--;
    if (level > mostLevels) return true;
  }
  return false;
}
