import type { CellMark } from '../../model/cell-mark.ts';
import { bulletMark } from './bullet.ts';
import { dotsMark } from './dots.ts';
import { intervalMark } from './interval-mark.ts';
import { scaleMark } from './scale.ts';
import { sharesMark } from './shares.ts';
import { stripMark } from './strip.ts';

/** The picture of a mark. A new kind is a new file and a line here. */
export function drawMark(mark: CellMark): string {
  switch (mark.kind) {
    case 'interval':
      return intervalMark(mark);
    case 'strip':
      return stripMark(mark);
    case 'shares':
      return sharesMark(mark);
    case 'dots':
      return dotsMark(mark);
    case 'bullet':
      return bulletMark(mark);
    case 'scale':
      return scaleMark(mark);
  }
}
