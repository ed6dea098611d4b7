/** What distinguishes the reports of one tool in a text that holds several, one after the other. */
export interface ReportMarks {
  /** Matches in each report once: there are as many reports as matches. */
  readonly core: RegExp;
  /** Matches where a report begins, if its first lines are there. */
  readonly start: RegExp;
}

/** Reports in one file at most; more are a log. */
const mostReports = 1_000;

/** The reports of a text, in order; the whole text if it holds only one. */
export function reportsIn(text: string, { core, start }: ReportMarks): string[] {
  const cores = indexesOf(text, core);
  if (cores.length < 2 || cores.length > mostReports) return [text];
  const starts = indexesOf(text, start);
  const cuts = cores.map((at, i) => {
    const before = cores[i - 1];
    if (before === undefined) return 0;
    return starts.findLast((one) => one > before && one <= at) ?? lineStart(text, at);
  });
  return cuts.map((cut, i) => text.slice(cut, cuts[i + 1]));
}

function indexesOf(text: string, pattern: RegExp): number[] {
  const flags = new Set(['g', 'm', ...Array.from(pattern.flags)]);
  const global = new RegExp(pattern.source, [...flags].join(''));
  return [...text.matchAll(global)].map(({ index }) => index);
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at) + 1;

/** The JSON objects of a text that is nothing but several of them; null for any other text. */
export function jsonDocumentsIn(text: string): string[] | null {
  const documents: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{' && depth++ === 0) {
      if (text.slice(from, index).trim() !== '') return null;
      from = index;
    }
    if (token !== '}') continue;
    if (--depth < 0) return null;
    if (depth === 0) documents.push(text.slice(from, index + 1));
    if (depth === 0) from = index + 1;
    if (documents.length > mostReports) return null;
  }
  return depth === 0 && documents.length > 1 && text.slice(from).trim() === '' ? documents : null;
}
