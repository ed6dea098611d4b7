import type { SliceDigest, SlicesDigest } from '../../model/documents/digest.ts';
import type { LoadStep } from '../../model/documents/manifest.ts';
import type { GatheredScenario } from '../measure/gather.ts';

/** A stretch of unchanged users counts as a load step when it lasts at least so long. */
export const shortestPlateauSeconds = 10;

/** The load steps of a scenario: the manifest's, else plateaus of at least 10 s in the observed users. */
export function stepsOf(scenario: GatheredScenario, stated: readonly LoadStep[]): readonly LoadStep[] {
  if (stated.length > 0) return stated;
  const pooled = scenario.pooled?.digest;
  return pooled?.slices && pooled.firstStartMs !== null ? plateaus(pooled.slices, pooled.firstStartMs) : [];
}

function plateaus(slices: SlicesDigest, firstStartMs: number): LoadStep[] {
  const steps: LoadStep[] = [];
  const secondsOf = (index: number): number =>
    (slices.originMs + index * slices.widthMs - firstStartMs) / 1_000;
  let start: SliceDigest | null = null;
  let last: SliceDigest | null = null;
  const close = (): void => {
    if (start === null || last === null || start.users === null) return;
    const startSeconds = Math.max(0, secondsOf(start.index));
    const durationSeconds = secondsOf(last.index + 1) - startSeconds;
    if (durationSeconds >= shortestPlateauSeconds)
      steps.push({ users: start.users, startSeconds, durationSeconds });
  };
  for (const slice of slices.items) {
    if (start === null || slice.users !== start.users) {
      close();
      start = slice;
    }
    last = slice;
  }
  close();
  return steps;
}
