/** A text without line breaks and without more than one space in a row. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
