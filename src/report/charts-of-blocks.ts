import type { Block, ChartBlock } from '../model/section.ts';

/** The charts that blocks show in full, including folded ones and those beside a table. */
export const chartsOfBlocks = (blocks: readonly Block[]): ChartBlock[] =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case 'figure':
        return [block];
      case 'fold':
        return chartsOfBlocks(block.blocks);
      case 'beside':
        return chartsOfBlocks([...block.main, ...block.side]);
      default:
        return [];
    }
  });
