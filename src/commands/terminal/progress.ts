import type { OnProgress } from '../../project/load-workspace.ts';
import type { Io } from './io.ts';

/** Runs below which nothing is said: they are read before anyone wonders. */
const worthTelling = 50;

/** Tells of long work: on one line in a terminal, else every tenth of the way. */
export function progress(io: Io): OnProgress {
  return (done, total, run, stage) => {
    if (total < worthTelling) return;
    const isLast = done === total;
    if (io.isInteractive)
      io.err(`\r${`${stage} ${run.slice(0, 50)} (${done} of ${total})`.padEnd(90)}${isLast ? '\n' : ''}`);
    else if (done % Math.ceil(total / 10) === 0 || isLast) io.err(`${stage} ${run} (${done} of ${total})\n`);
  };
}
