import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Text that leaves every kind of quotes, elements and code that it could be put into, and then sets the canary. */
export const hostile =
  '"><script>window.canary=1</script><img src=x onerror="window.canary=1"><svg onload=window.canary=1>' +
  "'-window.canary=1-'${window.canary=1}{window.canary=1}`</title></style></textarea>--><!--]]>" +
  '](javascript:window.canary=1) @mention #1';

/** Markdown that commentary may contain, and whose text is the same attack. */
const prose =
  '&lt;img src=x onerror=window.canary=1&gt; `<script>window.canary=1</script>` ' +
  '[link](https://example.org/?"onmouseover="window.canary=1) \\<svg onload=window.canary=1> \\{window.canary=1}';

/** Code that leaves a file where it runs at build time, and the canary where it runs in a browser. */
export const codeThatWrites = (file: string): string =>
  `globalThis.process?.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(file)}, 'ran')`;

/** An MDX file with code in it, by the way in which it is written. */
export interface Form {
  readonly name: string;
  readonly source: string;
}

/** Forms that are text, so that a page may have them. */
export const harmlessForms = [
  'fenced code',
  'code in a line',
  'escaped braces',
  'entities',
  'a link with a quote',
];

/** Ways to bring code into MDX: plain ones, those in which two readers of one file could differ, and the harmless ones. */
export function codeForms(code: string): readonly Form[] {
  const expression = `{${code}}`;
  const exported = `export const x = ${code};`;
  const forms: Record<string, string> = {
    'an expression': expression,
    'an expression in text': `Text ${expression} text`,
    'an export': exported,
    'an import': "import x from 'data:text/javascript,globalThis.canary=1'",
    'an attribute': `<Value metric=${expression} />`,
    'a spread': `<Value {...${code}} />`,
    'an element of HTML': '<script>window.canary=1</script>',
    'an image with a handler': '<img src="x" onerror="window.canary=1" />',
    'an unknown component': `<Unknown prop=${expression} />`,
    'a member of an expression': '<globalThis.process.exit />',
    'TOML frontmatter': `+++\ntitle = "A"\n+++\n\n${expression}`,
    'TOML around an expression': `+++\n${expression}\n+++\n\nText`,
    'a blank line before frontmatter': `\n---\ntitle: A\n---\n\n${expression}`,
    'an expression in late frontmatter': `\n---\n${exported}\n---\n\nText`,
    'a fence opened in frontmatter': `---\ntitle: A\nsummary: |\n  \`\`\`\n---\n\n${expression}\n\n\`\`\``,
    'a byte order mark': `\uFEFF---\ntitle: A\n---\n\n${expression}`,
    'two byte order marks': `\uFEFF\uFEFF---\ntitle: A\n---\n\n${expression}`,
    'line ends of old computers': `---\rtitle: A\r---\r\r${expression}\r`,
    'line separators': `---\ntitle: A\n---\u2028\u2028${expression}\u2029`,
    'a fence of four dashes': `----\ntitle: A\n----\n\n${expression}`,
    'a fence with blanks behind it': `---  \ntitle: A\n---\t\n\n${expression}`,
    'a frontmatter never closed': `---\ntitle: A\n\n${expression}`,
    'frontmatter twice': `---\ntitle: A\n---\n---\nsummary: B\n---\n\n${expression}`,
    'a layout': '---\nlayout: data:text/javascript,globalThis.canary=1\n---\n\nText',
    'a tag of YAML': '---\ntitle: !!js/function "function () { globalThis.canary = 1 }"\n---\n\nText',
    'a null byte': `\0${expression}`,
    'a comment of HTML': `<!-- -->\n\n${expression}\n\n<!-- -->`,
    'an indented expression': `    ${expression}`,
    'a quoted expression': `> - ${expression}`,
    'a cell of a table': `| a |\n| --- |\n| ${expression} |`,
    'a footnote': `Text[^1]\n\n[^1]: ${expression}`,
    'a heading': `# ${expression}`,
    'the text of a link': `[${expression}](https://example.org)`,
    'an expression in a section': `<ResponseTime>\n\n${expression}\n\n</ResponseTime>`,
    'a link that runs': '[a](javascript:window.canary=1)',
    'a link with a line end': '[a](<java\tscript:window.canary=1>)',
    'a link by entity': '[a](javascript&colon;window.canary=1)',
    'a reference that runs': '[a]\n\n[a]: javascript:window.canary=1',
    'data as a link': '[a](data:text/html,<script>window.canary=1</script>)',
    'an image of data': '![a](data:image/svg+xml,<svg/onload=window.canary=1>)',
    'an image that is a module': '![a](./x.js)',
    'a link without brackets': '<javascript:window.canary=1>',
    // These are text.
    'fenced code': `~~~js\n${exported}\n${expression}\n~~~`,
    'code in a line': `Text \`${expression}\` text`,
    'escaped braces': `Text \\{${code.replaceAll('"', '&quot;')}} text`,
    entities: '&lt;script&gt;window.canary=1&lt;/script&gt; &#x7B;window.canary=1&#x7D;',
    'a link with a quote':
      '[a](https://example.org/?%22onmouseover=%22window.canary=1 "\\" onclick=window.canary=1")',
  };
  return Object.entries(forms).map(([name, source]) => ({ name, source: `${source}\n` }));
}

const times = Array.from({ length: 40 }, (_, index) => index);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const table = (rows: readonly string[]): string => `${rows.join('\n')}\n`;

function requests(run: number): string {
  const start = Date.UTC(2026, 9, 1 + run, 10);
  const names = [hostile, 'javascript:window.canary=1', '__proto__', 'GET /calm'];
  return table([
    'timeStamp,elapsed,label,responseCode,responseMessage,threadName,failureMessage,success,URL',
    ...times.flatMap((index) =>
      names.map((name, at) => {
        const failed = index % 9 === 0 && at === 0;
        const elapsed = 100 + index + (at < 2 && run > 2 ? 400 : 0);
        const texts = [quoted(hostile), quoted(hostile), failed ? quoted(hostile) : ''].join(',');
        return `${start + index * 1000},${elapsed},${quoted(name)},${failed ? 500 : 200},${texts},${!failed},${quoted(hostile)}`;
      }),
    ),
  ]);
}

const memory = (run: number): string =>
  table([
    'timestamp,operation,phase,memory_mb',
    ...times.map((index) => {
      const phase = index === 0 ? 'base' : index === 39 ? 'final' : 'running';
      return `${Date.UTC(2026, 9, 1 + run, 10, 0, index)},${quoted(hostile)},${phase},${100 + index}`;
    }),
  ]);

const manifest = (run: number): object => ({
  title: hostile,
  startedAt: new Date(Date.UTC(2026, 9, 1 + run, 10)).toISOString(),
  tester: hostile,
  version: `${run}${hostile}`,
  commit: String(run).padStart(40, 'b'),
  system: { cpu: hostile, os: hostile, [hostile]: hostile },
  environment: { server: hostile, network: `${run > 2}${hostile}` },
  scenarios: [
    { id: 'all', name: hostile, description: hostile, users: 4, parameters: { [hostile]: hostile } },
  ],
  files: [{ match: '*.csv', scenario: 'all', publish: true }],
  attachments: [
    { file: 'page.html', label: hostile },
    { file: 'drawing.svg', label: hostile },
    { file: 'module.js', label: hostile },
  ],
  notes: hostile,
});

const commentary = `---
title: ${JSON.stringify(hostile)}
summary: ${JSON.stringify(prose)}
bottlenecks:
  - text: ${JSON.stringify(prose)}
    impact: ${JSON.stringify(prose)}
anomalies:
  - text: ${JSON.stringify(prose)}
trends: ${JSON.stringify(prose)}
scaling: ${JSON.stringify(prose)}
notes: [${JSON.stringify(prose)}]
conclusion: ${JSON.stringify(prose)}
actions: [${JSON.stringify(hostile)}]
captions: { latency-over-time: ${JSON.stringify(hostile)} }
recommendations:
  - { id: one, priority: high, text: ${JSON.stringify(hostile)}, expectedImpact: ${JSON.stringify(hostile)} }
  - { id: two, priority: low, text: ${JSON.stringify(hostile)}, status: rejected, reason: ${JSON.stringify(hostile)} }
adjustments:
  - { key: ${JSON.stringify(hostile)}, from: ${JSON.stringify(hostile)}, to: ${JSON.stringify(hostile)}, rationale: ${JSON.stringify(hostile)} }
---

${prose}

\`\`\`html
<script>window.canary=1</script>
\`\`\`

<Report />
`;

const project = {
  name: hostile,
  description: hostile,
  targets: [
    { id: 'fast', label: hostile, metric: 'response.p95', endpoint: hostile, below: 300 },
    { id: 'few', label: hostile, metric: 'errors.rate', below: 0.01 },
  ],
  endpoints: [{ id: 'calm', label: hostile, group: hostile, match: ['GET /calm'] }],
  measures: [{ match: hostile, label: hostile, unit: hostile, direction: 'lower' }],
  look: { footer: { label: hostile, href: 'https://example.org/' } },
  expect: { everyHours: 1 },
};

const annotations = [
  {
    action: 'explain',
    run: 'run-4',
    reason: hostile,
    link: 'https://example.org/?"onclick="window.canary=1',
  },
  { action: 'ignore', run: 'run-1', reason: hostile },
];

/** A history that another tool kept: whole series in one file. */
const history = {
  entries: {
    [hostile]: times.map((index) => ({
      commit: { id: `${index}${hostile}`, url: 'javascript:window.canary=1', message: hostile },
      date: Date.UTC(2026, 0, 1 + index),
      tool: 'cargo',
      benches: [{ name: hostile, value: index < 20 ? 100 : 150, unit: 'ns/iter', extra: hostile }],
    })),
  },
};

/** Writes a project that puts the attack into every field of data and commentary that reaches a page. */
export function writeHostileProject(folder: string): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('data/project.json', JSON.stringify(project));
  write('data/annotations.json', JSON.stringify(annotations));
  write('data/history/past.js', `window.BENCHMARK_DATA = ${JSON.stringify(history)};`);
  for (let run = 1; run < 8; run++) {
    const id = `run-${run}`;
    write(`data/${id}/run.json`, JSON.stringify(manifest(run)));
    write(`data/${id}/requests.csv`, requests(run));
    write(`data/${id}/memory.csv`, memory(run));
    write(`data/${id}/page.html`, '<script>window.canary=1</script>');
    write(`data/${id}/module.js`, 'window.canary=1');
    write(
      `data/${id}/drawing.svg`,
      '<svg xmlns="http://www.w3.org/2000/svg" onload="window.canary=1"><script>window.canary=1</script></svg>',
    );
    write(`content/runs/${id}.mdx`, commentary);
  }
}
