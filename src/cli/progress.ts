import type { OnProgress } from '../workspace/load-workspace.ts';
import type { Io } from './io.ts';

/** Runs below which nothing is said: they are read before anyone wonders. */
const worthTelling = 50;

/** Tells of long work: on one line in a terminal, else every tenth of the way. */
export function progress(io: Io, verb: string): OnProgress {
  return (done, total, what) => {
    if (total < worthTelling) return;
    if (io.isInteractive)
      io.err(`\r${verb} ${done} of ${total}: ${what.slice(0, 50).padEnd(50)}${done === total ? '\n' : ''}`);
    else if (done % Math.ceil(total / 10) === 0 || done === total) io.err(`${verb} ${done} of ${total}\n`);
  };
}
