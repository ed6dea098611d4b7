import { didYouMean } from '../model/text/did-you-mean.ts';

/** Message for an unknown run, with the nearest known one or all of them. */
export function unknownRun(id: string, known: readonly string[]): string {
  return [`Unknown run "${id}".`, didYouMean(id, known) ?? 'This project has no runs yet.'].join(' ');
}
