import { charts } from '../../charts/chart-registry.ts';
import { commentarySchema } from '../../model/commentary.ts';
import { reportComponent } from '../../report/mdx/layout.ts';
import { sectionRules } from '../../report/sections/section-registry.ts';
import { componentName } from '../../report/sections/sections-of.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { keysTables } from './keys-tables.ts';

/** A whole file of words: what the page shows, and a test holds against a run. */
export const wordsExample = `---
title: Search with the new index
summary: The first run with the new index, to see whether it carries twice the users.
bottlenecks:
  - text: The disk of the database was busy all the time.
    impact: Search waits for it.
recommendations:
  - id: faster-disk
    priority: high
    text: Give the database a faster disk.
    expectedImpact: { metric: response.p95, endpoint: search, change: -0.3 }
    complexity: low
notes:
  - The load came from a second machine.
conclusion: It can be released once the disk is replaced.
---

The p95 of search is <Value metric="response.p95" scenario="browse" endpoint="search" />, and
<Claim metric="errors.rate" scenario="browse" endpoint="*" below={0.05}>fewer than one request in twenty fails</Claim>.

<ResponseTime>

Search is the only endpoint that reads from the new index.

</ResponseTime>

<Report />
`;

const about = [
  '# Words about a run',
  '',
  'Made by `npm run generate` from the schema and the registry of sections; do not edit it by hand.',
  '',
  'What people say of a run stands in `content/runs/<run-id>.mdx`: what has a structure in the frontmatter, prose in the',
  'body. A run without such a file gets the page of `content/template.mdx`. The command [new](commands.md#new) drafts one,',
  'with every computed finding to judge, and [check](commands.md#check) holds the words against the data. A whole file:',
  '',
  '```mdx',
  wordsExample.trimEnd(),
  '```',
  '',
  'Its frontmatter is text: `summary`, `conclusion`, `trends`, `scaling` and `notes` are Markdown, and so is what is said of',
  'a judged finding; titles, items of lists and captions stand as they are written. Components stand in the body only: in the',
  'frontmatter readers would see their source, so `check` refuses them.',
  '',
  'Plain numbers that read like a figure of the run ("the p95 is 300 ms") are looked up wherever they stand, and `check`',
  'warns where no figure agrees: let `<Value>` print them.',
  '',
];

const inline = [
  '## `<Value>` and `<Claim>`',
  '',
  '`<Value metric="..." />` prints a figure of the run with its unit, so that no number is typed. `<Claim>` holds the words',
  'inside it against a figure: readers see the words alone.',
  '',
  '| Attribute | Of | What it says |',
  '| --- | --- | --- |',
  '| `metric` | both | a [metric](metrics.md); must be there |',
  '| `scenario` | both | the id of a scenario, not its name |',
  '| `endpoint` | both | an endpoint id, the operation of memory, or `*`: all samples of the scenario |',
  '| `below`, `atMost`, `above`, `atLeast` | `<Claim>` | the bound, exactly one: a number in braces, in the unit of the metric |',
  '',
  'Texts stand in quotes, numbers in braces: `below={500}` is 500 ms for a response time, `below={0.01}` is 1 % for a share.',
  'A name with a double quote stands in single quotes, `endpoint=\'say "hi"\'`; one with both has `&quot;` for the double ones.',
  '',
  '- **Without `endpoint`** all samples of the scenario are meant where the metric has such a figure, else every endpoint.',
  '- **Without `scenario`** a claim must hold in each scenario that has the endpoint. A value must be one figure: where several',
  '  match, `check` names them, and that is an error.',
  '- **A claim that is false** is an error, which also stops the build. The measured value counts.',
  '- **A claim that is true but not proven** is a warning: the bound lies inside the interval of the figure. It tells the',
  '  interval, and the bound that would be proven.',
  '- **A claim, or a value, of something that the run does not have** is an error.',
  '',
];

const body = [
  '## The body',
  '',
  'Markdown, with the components below. Prose stands where it is written: above the sections, between them, or inside the',
  'component of a section, above what is computed there. `<Report />` stands for all sections that the body does not place',
  'itself, in the order of the list; without it, only those placed are shown. Each is placed once at most.',
  '',
  'Refused, each with its line: imports and exports, expressions (`{1 + 1}`, and so `{/* comments */}`), attributes that are',
  'no literals, HTML, unknown components. Nothing in `content/` is ever run. A literal `{` is written `\\{`, a literal `<` is',
  '`&lt;`. Comments stand in the frontmatter, after a `#`.',
  '',
  "Nothing in `content/` runs code. The site's compiler refuses imports, exports, expressions and HTML in the tree that it",
  'compiles, whatever `check` made of the file. Frontmatter is YAML between two lines of `---` that start on line 1. Links',
  'lead to http, https and mailto addresses or to a path. Images are PNG, JPEG, GIF, WebP or AVIF files beside the text.',
  '',
  '| Component | Section |',
  '| --- | --- |',
  ...sectionRules.map(({ id, heading }) => `| \`<${componentName(id)} />\` | ${heading} |`),
  `| \`<${reportComponent} />\` | all others |`,
  '',
];

const captioned = [
  '## Charts',
  '',
  'What `captions` can name:',
  '',
  ...charts.map(({ id }) => `- \`${id}\``),
  '',
];

/** docs/words.md: what may stand in content/runs/<run-id>.mdx. */
export const wordsDocument = (): string =>
  [...about, ...inline, ...body, ...keysTables(jsonSchemaOf(commentarySchema, 'input')), ...captioned].join(
    '\n',
  );
