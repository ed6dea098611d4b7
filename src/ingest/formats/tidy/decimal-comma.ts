/** The note on numbers of our own tables. */
export const decimalComma =
  'Fields are separated by commas, semicolons, tabs or bars. Only between semicolons, a number may have a decimal comma (255,4) instead of a point, in the whole file; no separators of thousands.';
