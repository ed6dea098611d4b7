import { seededRandom } from '../random.ts';

const subjects =
  'invoice delivery refund login password garden recipe holiday train ticket weather doctor piano';
const verbs = 'ask tell find lose move open close repair order cancel change remember forget explain compare';
const fillers =
  'please today tomorrow again quickly never always perhaps kindly soon later already nearly rather';
const feelings = 'happy sad angry glad worried pleased annoyed calm curious grateful tired hopeful';
const words = [subjects, verbs, fillers, feelings].flatMap((line) => line.split(' '));

/** Words that count as friendly or unfriendly when a conversation's mood is measured. */
export const moods: ReadonlyMap<string, number> = new Map([
  ...['happy', 'glad', 'pleased', 'calm', 'grateful', 'hopeful'].map((word) => [word, 1] as const),
  ...['sad', 'angry', 'worried', 'annoyed', 'tired', 'lose'].map((word) => [word, -1] as const),
]);

/** A message of `length` words, the same for the same seed. */
export function messageText(seed: number, length = 60): string {
  const random = seededRandom(seed);
  return Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ');
}
