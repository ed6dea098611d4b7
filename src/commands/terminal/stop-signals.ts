import { constants } from 'node:os';
import { Refusal } from '../../project/refusal.ts';
import { watchExitActions } from '../../store/at-exit.ts';
import { faultOf } from './machine-faults.ts';

/** Signals by which a person, a shell or a CI job stops a command. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let state = '';

/** What the last line says besides the signal, as long as that is true. */
export function sayWhenStopped(text: string): void {
  state = text;
}

/**
 * Ends the process with a last line when a signal comes while a lock or a temporary folder exists: it is removed, and the
 * exit code is that of a process that the signal ended. Such a handler waits for the code that runs, so it is there only
 * as long as it is needed: at any other time the operating system ends the process at once, however busy it is.
 */
export function endOnSignals(err: (text: string) => void): void {
  const handlers = signals.map((signal) => {
    const end = (): void => {
      err(`\nStopped by ${signal}.${state}\n`);
      process.exit(128 + constants.signals[signal]);
    };
    return { signal, end };
  });
  watchExitActions((isPending) => {
    for (const { signal, end } of handlers) {
      process.off(signal, end);
      if (isPending) process.on(signal, end);
    }
  });
}

/** What is printed, with exit code 1, where stdout cannot be written: a lost result is no success. */
export function unwritable(error: Error): Refusal {
  const { message, hint } = faultOf(error) ?? new Refusal(error.message);
  return new Refusal(`The output could not be written to stdout. ${message}`, hint);
}
