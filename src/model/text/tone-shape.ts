import type { Tone } from '../section.ts';

const solid: Readonly<Record<Tone, string>> = { good: '●', bad: '▲', unsure: '◆', neutral: '–' };
const hollow: Readonly<Record<Tone, string>> = { good: '○', bad: '△', unsure: '◇', neutral: '–' };

/** The shape before a verdict, hollow for a possible change: colour is never the only signal. */
export const toneShape = (tone: Tone, isPossible = false): string => (isPossible ? hollow : solid)[tone];
