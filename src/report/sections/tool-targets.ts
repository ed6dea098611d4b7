import type { RunMeasures } from '../../model/run-measures.ts';
import { counted } from '../../model/text/counted.ts';
import type { Block, Cell } from '../../model/section.ts';
import { text, verdictTone } from './cells.ts';

type Row = Readonly<Record<string, Cell>>;

/** What a tool judged itself: k6's thresholds, Gatling's assertions. Those that are not met come first; met ones are folded beside them. */
export function toolTargetBlocks({ sources }: Pick<RunMeasures, 'sources'>): Block[] {
  const rowsOf = (wanted: boolean): Row[] =>
    sources.flatMap(({ file, tool, toolTargets = [] }) =>
      toolTargets
        .filter(({ isMet }) => isMet === wanted)
        .map((target) => {
          const verdict = target.isMet ? 'met' : 'not met';
          return {
            condition: text(target.text),
            tool: text(tool, { note: file }),
            verdict: text(`${verdict}, as reported`, { tone: verdictTone(verdict) }),
          };
        }),
    );
  const [missed, met] = [rowsOf(false), rowsOf(true)];
  if (missed.length + met.length === 0) return [];
  const isFolded = missed.length > 0 && met.length > 0;
  return [
    {
      kind: 'table',
      id: 'tool-targets',
      caption: 'Thresholds and assertions that the tool judged itself',
      columns: [
        { key: 'condition', label: 'Condition', type: 'text' },
        { key: 'tool', label: 'Judged by', type: 'text', phone: 'last' },
        { key: 'verdict', label: 'Verdict', type: 'verdict' },
      ],
      isStacked: true,
      rows: isFolded ? missed : [...missed, ...met],
      ...(isFolded && { folded: { summary: `${counted(met.length, 'condition')} met`, rows: met } }),
      note: 'These verdicts do not count in the verdict of this report. To have a condition judged with its interval, add it to "targets" in project.json.',
    },
  ];
}
