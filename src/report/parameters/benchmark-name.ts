/** A parameter in the name of a benchmark. */
export interface NameParameter {
  /** Null for one that only has a place: `sort/10`. */
  readonly key: string | null;
  /** A number where the text is one. */
  readonly value: number | string;
}

/** The name of a benchmark, taken apart: `sort/n=10` is `sort` with n = 10. */
export interface BenchmarkName {
  /** What is left without the values of its parameters. */
  readonly base: string;
  /** Empty for a name that carries none. */
  readonly parameters: readonly NameParameter[];
}

const number = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const keyed = /^([A-Za-z_][\w.-]*)\s*[=:]\s*(.+)$/;
const keyedNumber = /^([A-Za-z_][\w.-]*)[=:]([+-]?\d+(?:\.\d+)?)$/;

/** Settings of Google Benchmark itself, which are in its names like parameters. */
const settings: ReadonlySet<string> = new Set(['iterations', 'repeats', 'min_time', 'min_warmup_time']);

const valueOf = (text: string): number | string => (number.test(text) ? Number(text) : text);

/** `N=10`, `N: 10` or `10`; null for any other text. */
function parameterOf(text: string): NameParameter | null {
  const [, key, value] = keyed.exec(text.trim()) ?? [];
  if (key !== undefined && value !== undefined) return { key, value: valueOf(value.trim()) };
  return number.test(text.trim()) ? { key: null, value: Number(text) } : null;
}

/** `name[N=10]`, `name(10)`, `name [n=10] (avgt)`: every part in the brackets must be a parameter. */
function inBrackets(name: string): BenchmarkName | null {
  const [, before, round, square, after = ''] =
    /^(.*?\S)\s*(?:\(([^()[\]]+)\)|\[([^()[\]]+)\])(\s*\([a-z]+\))?$/.exec(name) ?? [];
  const inside = round ?? square;
  if (before === undefined || inside === undefined) return null;
  const parameters = inside.split(',').map(parameterOf);
  const found = parameters.filter((one) => one !== null);
  return found.length < parameters.length ? null : { base: `${before}${after}`, parameters: found };
}

/** `name/10`, `name/n=10/8`; Go adds the number of processors to the last part: `name/n=10-8`. */
function inPath(name: string): BenchmarkName | null {
  const [first = '', ...parts] = name.split('/');
  const parameters: NameParameter[] = [];
  const base = parts.map((part, i) => {
    const [, text = part, processors = ''] =
      i === parts.length - 1 ? (/^(.*\d)(-\d+)$/.exec(part) ?? []) : [];
    const isOne = number.test(text) || keyedNumber.test(text);
    const parameter = isOne ? parameterOf(text) : null;
    if (parameter === null || settings.has(parameter.key ?? '')) return `/${part}`;
    parameters.push(parameter);
    if (processors !== '') parameters.push({ key: 'processors', value: Number(processors.slice(1)) });
    return '';
  });
  return parameters.length === 0 ? null : { base: first + base.join(''), parameters };
}

/** `command --size 10` and `command --size=10`. */
function inOptions(name: string): BenchmarkName | null {
  const parameters: NameParameter[] = [];
  const base = name.replace(
    /(\s)--([A-Za-z][\w-]*)[= ]([+-]?\d+(?:\.\d+)?)(?=\s|$)/g,
    (_, space: string, key: string, value: string) => {
      parameters.push({ key, value: Number(value) });
      return `${space}--${key}`;
    },
  );
  return parameters.length === 0 ? null : { base, parameters };
}

/** The parameters that a name really carries, in one of the notations of benchmark tools; never a guess. */
export const benchmarkName = (name: string): BenchmarkName =>
  inOptions(name) ?? inBrackets(name) ?? inPath(name) ?? { base: name, parameters: [] };

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A name without the values of parameters that the tool states: `sleep 0.02` with time 0.02 is `sleep {time}`. */
export function statedName(name: string, stated: Readonly<Record<string, string | number>>): BenchmarkName {
  const entries = Object.entries(stated).map(([key, value]) => [key, String(value)] as const);
  const base = entries.reduce(
    (text, [key, value]) =>
      value === ''
        ? text
        : text.replace(new RegExp(`(?<![\\w.{])${escaped(value)}(?![\\w.}])`, 'g'), `{${key}}`),
    name,
  );
  return { base, parameters: entries.map(([key, value]) => ({ key, value: valueOf(value) })) };
}
