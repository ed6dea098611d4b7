import type { Block, ItemBlock } from '../../model/section.ts';

/** Items that follow each other: a page sets them in columns. */
export interface ItemsBlock {
  readonly kind: 'items';
  readonly items: readonly ItemBlock[];
}

/** The same blocks, with neighbouring items joined into one. */
export function groupItems(blocks: readonly Block[]): (Exclude<Block, ItemBlock> | ItemsBlock)[] {
  const grouped: (Exclude<Block, ItemBlock> | ItemsBlock)[] = [];
  for (const block of blocks) {
    const last = grouped.at(-1);
    if (block.kind !== 'item') grouped.push(block);
    else if (last?.kind === 'items') grouped.splice(-1, 1, { kind: 'items', items: [...last.items, block] });
    else grouped.push({ kind: 'items', items: [block] });
  }
  return grouped;
}
