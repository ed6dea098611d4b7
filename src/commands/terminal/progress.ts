import type { OnProgress } from '../../project/read/load-options.ts';
import type { Io } from './io.ts';

/** Progress is shown from this number of runs on; fewer are read in no time. */
const fewestShown = 50;

/** Shows the progress of long work: on one line in a terminal, else at every 10%. */
export function progress(io: Io): OnProgress {
  return (done, total, run, stage) => {
    if (total < fewestShown) return;
    const isLast = done === total;
    if (io.isInteractive)
      io.err(`\r${`${stage} ${run.slice(0, 50)} (${done} of ${total})`.padEnd(90)}${isLast ? '\n' : ''}`);
    else if (done % Math.ceil(total / 10) === 0 || isLast) io.err(`${stage} ${run} (${done} of ${total})\n`);
  };
}
