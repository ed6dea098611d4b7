import { adapters } from '../../ingest/format-registry.ts';
import { unreadFormats } from '../../ingest/unread-formats.ts';
import type { Adapter } from '../../ingest/adapter.ts';

const sets = (adapter: Adapter): string => {
  if (adapter.sets === 'each') return 'Each file stands for itself.';
  if (adapter.sets === 'together')
    return 'All files of a scenario are read together, as samples of one test.';
  return 'Several files of one run are read as a set.';
};

const classes = {
  exact: 'exact: from all samples',
  histogram: 'histogram: within a stated relative error',
  reported: 'reported: as the tool printed them',
};

/** docs/formats.md: every raw format that is read, from the registry. */
export function formatsDocument(): string {
  const byTool = [...Map.groupBy(adapters, ({ tool }) => tool)].sort(([a], [b]) => a.localeCompare(b, 'en'));
  const overview = byTool.map(
    ([tool, some]) => `| ${tool} | ${some.map(({ id }) => `\`${id}\``).join(', ')} |`,
  );
  return [
    '# Raw formats',
    '',
    'Made by `npm run generate` from the registry of adapters; do not edit it by hand. A file is recognised by its content,',
    'never by its name, and may be gzipped. What a tool did not write is shown as missing, never guessed.',
    '',
    '| Tool | Formats |',
    '| --- | --- |',
    ...overview,
    '',
    '## Recognised but not read',
    '',
    'These files are rejected by name, with what to give instead.',
    '',
    '| Tool | File | Instead |',
    '| --- | --- | --- |',
    ...unreadFormats.map(({ tool, what, instead }) => `| ${tool} | ${what} | ${instead} |`),
    '',
    ...byTool.flatMap(([tool, some]) => [`## ${tool}`, '', ...some.flatMap(formatText)]),
  ].join('\n');
}

function formatText(adapter: Adapter): string[] {
  return [
    `### ${adapter.title}`,
    '',
    `- id: \`${adapter.id}\``,
    `- identified by: ${adapter.identifiedBy}`,
    `- figures: ${classes[adapter.sourceClass]}`,
    `- files: ${sets(adapter)}`,
    ...adapter.notes.map((note) => `- ${note}`),
    '',
  ];
}
