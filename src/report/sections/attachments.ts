import { formatBytes, formatValue } from '../../model/text/format.ts';
import type { Block, Cell } from '../../model/section.ts';
import { text } from './cells.ts';
import type { RunFiles, SectionInput, SectionRule } from './section-rule.ts';

export const attachments: SectionRule = {
  id: 'attachments',
  heading: 'Attachments',
  short: 'Attachments',
  empty: { text: 'No raw files.', hint: 'Put the tools’ output files into the run’s folder.' },
  blocks: ({ report, files }: SectionInput): Block[] => {
    const { sources, manifest } = report.measures;
    const extra = [...(manifest.attachments ?? []), ...report.commentary.attachments];
    const raw: Block[] =
      sources.length === 0
        ? []
        : [
            {
              kind: 'table',
              id: 'raw-files',
              caption: 'Raw files',
              isStacked: true,
              isCaptionUnseen: true,
              columns: [
                { key: 'file', label: 'File', type: 'code' },
                { key: 'tool', label: 'Tool', type: 'text', phone: 'last' },
                { key: 'format', label: 'Format', type: 'code', phone: 'last' },
                { key: 'rows', label: 'Rows', type: 'number', phone: 'last' },
                { key: 'refused', label: 'Rejected', type: 'number', phone: 'last' },
                { key: 'bytes', label: 'Size', type: 'number', phone: 'last' },
                { key: 'sha256', label: 'SHA-256', type: 'code', phone: 'last' },
              ],
              rows: sources.map((source) => ({
                file: linked(source.file, source.file, files),
                tool: text([source.tool, source.toolVersion].filter(Boolean).join(' ')),
                format: text(source.format),
                rows: text(formatValue(source.rows, 'count')),
                refused: text(formatValue(source.refused.count, 'count')),
                bytes: text(formatBytes(source.bytes)),
                sha256: text(source.sha256),
              })),
            },
          ];
    const others: Block[] =
      extra.length === 0
        ? []
        : [
            {
              kind: 'table',
              id: 'other-files',
              caption: 'Other files',
              columns: [
                { key: 'label', label: 'Description', type: 'text' },
                { key: 'file', label: 'File', type: 'code' },
              ],
              rows: extra.map(({ file, label }) => ({
                label: text(label ?? file),
                file: linked(file, file, files),
              })),
            },
            ...extra.flatMap(({ file, label }): Block[] => {
              const src = files.pictureOf(file);
              return src === null ? [] : [{ kind: 'image', src, label: label ?? file }];
            }),
          ];
    return [...raw, ...others];
  },
};

function linked(shown: string, file: string, { addressOf }: RunFiles): Cell {
  const href = addressOf(file);
  return text(shown, href === null ? {} : { href });
}
