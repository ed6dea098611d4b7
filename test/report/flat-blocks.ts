import type { Block } from '../../src/model/section.ts';

/** All blocks of a section, also those that are folded away or stand beside others. */
export const flatBlocks = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) =>
    block.kind === 'fold'
      ? [block, ...flatBlocks(block.blocks)]
      : block.kind === 'beside'
        ? flatBlocks([...block.main, ...block.side])
        : [block],
  );
