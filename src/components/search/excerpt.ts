import { present } from '../../model/checked.ts';

/** A stretch of an excerpt; `isFound` where it is what was looked for. */
export interface ExcerptPart {
  readonly text: string;
  readonly isFound: boolean;
}

const references: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

const plain = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) =>
    present(references[name], 'every sign has an entry'),
  );

/**
 * An excerpt of the search index, which marks what was found by `<mark>`, as text. Marks that the text itself holds
 * would be taken for the index's: then a wrong word is marked, and nothing else happens.
 */
export function excerptParts(excerpt: string): ExcerptPart[] {
  let isFound = false;
  return excerpt.split(/(<\/?mark>)/).flatMap((part) => {
    if (part === '<mark>' || part === '</mark>') {
      isFound = part === '<mark>';
      return [];
    }
    return part === '' ? [] : [{ text: plain(part), isFound }];
  });
}
