import { constants } from 'node:os';
import { Refusal } from '../../project/refusal.ts';
import { faultOf } from './machine-faults.ts';

/** Signals by which a person, a shell or a CI job stops a command. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let state = '';

/** What the last line says besides the signal, as long as that is true. */
export function sayWhenStopped(text: string): void {
  state = text;
}

/**
 * Ends the process with a last line when a signal comes: temporary folders are removed, and the exit code is that of a
 * process that the signal ended. A signal waits for the code that runs, so a step without a pause is never cut in two.
 */
export function endOnSignals(err: (text: string) => void): void {
  for (const signal of signals)
    process.on(signal, () => {
      err(`\nStopped by ${signal}.${state}\n`);
      process.exit(128 + constants.signals[signal]);
    });
}

/** What is printed, with exit code 1, where stdout cannot be written: a lost result is no success. */
export function unwritable(error: Error): Refusal {
  const { message, hint } = faultOf(error) ?? new Refusal(error.message);
  return new Refusal(`The output could not be written to stdout. ${message}`, hint);
}
