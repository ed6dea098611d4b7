import { append } from './long-lists.ts';

const longest = 1_000;
const mostAlternatives = 200;

/** Why a text is not a supported glob; null for a supported one. */
export function globFault(glob: string): string | null {
  if (glob.length > longest) return `The glob is longer than ${longest} characters.`;
  if (/[?*+@!]\(/.test(glob)) return 'Extended globs, such as `+(a|b)`, are not supported.';
  return alternatives(glob) === null
    ? `The glob has more than ${mostAlternatives} alternatives in braces.`
    : null;
}

/**
 * Compiles a glob: `*` is any text without a slash, `**` between slashes any folders, `?` one character, `[a-z]` and
 * `[!a-z]` one of a set, `{a,b}` alternatives, `\` the next character as it is. All places of the glob are followed at
 * once, so that matching takes at most pattern length x text length, whatever the pattern.
 * A glob with a fault (see `globFault`) matches nothing.
 */
export function compileGlob(glob: string): (text: string) => boolean {
  const patterns = globFault(glob) === null ? (alternatives(glob) ?? []) : [];
  const automata = patterns.map(automaton);
  return (text) => automata.some((one) => matches(one, text));
}

/** The glob with its braces written out; null where that gives too many. */
function alternatives(glob: string): string[] | null {
  const open = braces(glob);
  if (open === null) return [glob];
  const { from, to, parts } = open;
  const written: string[] = [];
  for (const part of parts) {
    const rest = alternatives(glob.slice(0, from) + part + glob.slice(to + 1));
    if (rest === null || written.length + rest.length > mostAlternatives) return null;
    append(written, rest);
  }
  return written;
}

/** The first outermost pair of braces that holds a comma. */
function braces(glob: string): { from: number; to: number; parts: string[] } | null {
  const starts: { from: number; commas: number[] }[] = [];
  for (let i = 0; i < glob.length; i++) {
    if (glob[i] === '\\') i++;
    else if (glob[i] === '{') starts.push({ from: i, commas: [] });
    else if (glob[i] === ',') starts.at(-1)?.commas.push(i);
    else if (glob[i] === '}') {
      const start = starts.pop();
      if (start === undefined || start.commas.length === 0) continue;
      const cuts = [start.from, ...start.commas, i];
      const parts = cuts.slice(1).map((cut, k) => glob.slice((cuts[k] ?? 0) + 1, cut));
      return { from: start.from, to: i, parts };
    }
  }
  return null;
}

type Takes = (character: string) => boolean;

/** A glob as an automaton: the states are 0 to `last`, text is matched when it ends in `last`. */
interface Automaton {
  readonly last: number;
  /** By state, where one character leads. */
  readonly steps: readonly (readonly { readonly takes: Takes; readonly to: number }[])[];
  /** By state, the later states that no character leads to. */
  readonly skips: readonly (readonly number[])[];
}

const anything: Takes = () => true;
const slash: Takes = (character) => character === '/';
const notSlash: Takes = (character) => character !== '/';

/** Puts an automaton together from left to right. */
class Builder {
  readonly #steps: { takes: Takes; to: number }[][] = [[]];
  readonly #skips: number[][] = [[]];

  get last(): number {
    return this.#steps.length - 1;
  }

  /** One character that `takes` allows. */
  one(takes: Takes): void {
    this.#step(this.last, takes, this.last + 1);
  }

  /** Any number of such characters. */
  any(takes: Takes): void {
    this.#step(this.last, takes, this.last);
  }

  /** The name of one file or folder. */
  name(): void {
    this.one(notSlash);
    this.any(notSlash);
  }

  /** The folders of a path, each with its slash, or none. */
  folders(): void {
    const start = this.last;
    this.#skip(start, start + 1);
    this.any(anything);
    this.one(slash);
    this.#skip(start, this.last);
  }

  /** A slash and anything below it, or nothing. */
  below(): void {
    const start = this.last;
    this.one(slash);
    this.any(anything);
    this.#skip(this.last, this.last + 1);
    this.#skip(start, this.last);
  }

  build(): Automaton {
    return { last: this.last, steps: this.#steps, skips: this.#skips };
  }

  #reach(state: number): void {
    while (this.last < state) {
      this.#steps.push([]);
      this.#skips.push([]);
    }
  }

  #step(from: number, takes: Takes, to: number): void {
    this.#reach(to);
    this.#steps[from]?.push({ takes, to });
  }

  #skip(from: number, to: number): void {
    this.#reach(to);
    this.#skips[from]?.push(to);
  }
}

/** A part of a glob: how it is spelled, and what it adds to the automaton. */
const parts: readonly (readonly [RegExp, (builder: Builder, match: RegExpExecArray) => void])[] = [
  [/(?:^|(?<=\/))\*\*+\//y, (builder) => builder.folders()],
  [/\/\*\*+$/y, (builder) => builder.below()],
  [/^\*\*+$/y, (builder) => builder.any(anything)],
  [/(?:^|(?<=\/))\*(?=\/|$)/y, (builder) => builder.name()],
  [/\*+/y, (builder) => builder.any(notSlash)],
  [/\?/y, (builder) => builder.one(notSlash)],
  [
    /\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/suy,
    (builder, [, not, set]) => builder.one(inSet(set ?? '', not !== '')),
  ],
  [/\\?(.)/suy, (builder, [, character]) => builder.one((found) => found === character)],
];

function automaton(glob: string): Automaton {
  const builder = new Builder();
  for (let at = 0; at < glob.length;) {
    for (const [spelling, add] of parts) {
      spelling.lastIndex = at;
      const match = spelling.exec(glob);
      if (match === null) continue;
      add(builder, match);
      at = spelling.lastIndex;
      break;
    }
  }
  return builder.build();
}

function inSet(members: string, isNegated: boolean): Takes {
  const ranges = [...members.matchAll(/(?:\\(.)|(.))(?:-(?:\\(.)|(.)))?/gsu)].map(([, a, b, c, d]) => {
    const from = a ?? b ?? '';
    return [from, c ?? d ?? from] as const;
  });
  return (character) =>
    character !== '/' && ranges.some(([from, to]) => from <= character && character <= to) !== isNegated;
}

function matches({ last, steps, skips }: Automaton, text: string): boolean {
  let reached = withSkips(new Set([0]), skips);
  for (const character of text) {
    const next = new Set<number>();
    for (const state of reached)
      for (const { takes, to } of steps[state] ?? []) if (takes(character)) next.add(to);
    if (next.size === 0) return false;
    reached = withSkips(next, skips);
  }
  return reached.has(last);
}

/** The states with all that lie behind skips: a set is walked in the order in which it grows. */
function withSkips(states: Set<number>, skips: Automaton['skips']): Set<number> {
  for (const state of states) for (const to of skips[state] ?? []) states.add(to);
  return states;
}
