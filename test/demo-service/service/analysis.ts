import { moods } from './texts.ts';
import { cosine } from './vectors.ts';

/** What is said of a conversation. */
export interface Analysis {
  readonly messages: number;
  readonly words: number;
  /** How friendly it is, -1 to 1. */
  readonly mood: number;
  /** Mean similarity of each two messages, -1 to 1: how much people repeat themselves. */
  readonly repetition: number;
  readonly topWords: readonly Counted[];
  readonly topPhrases: readonly Counted[];
}

type Counted = readonly [string, number];

interface Message {
  readonly text: string;
  readonly vector: readonly number[];
}

/** Analyses a conversation: moods, the most frequent words and phrases of two and three words, repetition. */
export function analyse(messages: readonly Message[]): Analysis {
  const wordCounts = new Map<string, number>();
  const phraseCounts = new Map<string, number>();
  const texts = messages.map(({ text }) => wordsOf(text));
  for (const words of texts) {
    words.forEach((word, i) => {
      count(wordCounts, word);
      if (i >= 1) count(phraseCounts, `${words[i - 1]!} ${word}`);
      if (i >= 2) count(phraseCounts, `${words[i - 2]!} ${words[i - 1]!} ${word}`);
    });
  }
  const words = texts.flat();
  return {
    messages: messages.length,
    words: words.length,
    mood: moodOfWords(words),
    repetition: repetitionOf(messages),
    topWords: top(wordCounts, 10),
    topPhrases: top(phraseCounts, 10),
  };
}

/** How friendly a text is: friendly words less unfriendly ones, as a share of all words; 0 for none. */
export function moodOf(text: string): number {
  return moodOfWords(wordsOf(text));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

function moodOfWords(words: readonly string[]): number {
  const sum = words.reduce((total, word) => total + (moods.get(word) ?? 0), 0);
  return words.length === 0 ? 0 : sum / words.length;
}

function repetitionOf(messages: readonly Message[]): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < messages.length; i++) {
    for (let j = 0; j < i; j++, pairs++) sum += cosine(messages[i]!.vector, messages[j]!.vector);
  }
  return pairs === 0 ? 0 : sum / pairs;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function top(counts: ReadonlyMap<string, number>, length: number): Counted[] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, length);
}
