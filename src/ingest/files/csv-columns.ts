/** A column name without case, unit brackets and punctuation: `CPU %` and `cpu_%` are `cpu_%`, `Mem Usage` is `mem_usage`. */
export const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s\-.()[\]/]+/g, '_')
    .replace(/_+/g, '_')
    .replace(/^_|_$/g, '');
