import { didYouMean } from '../model/did-you-mean.ts';

/** That no run has a name, and which one was meant, or which there are. */
export function unknownRun(id: string, known: readonly string[]): string {
  return [`No run is called "${id}".`, didYouMean(id, known) ?? 'There is no run at all.'].join(' ');
}
