import { objectivesSchema } from './objective.ts';
import { alertRulesSchema, expectSchema } from './alert-rules.ts';
import { lookSchema } from './look.ts';
import { compilePattern, hideable, matchesNothing } from './redaction.ts';
import { z } from 'zod';
import { globText } from '../glob-text.ts';
import { metricIdSchema as metricId } from '../metrics/metric-id.ts';
import { uniqueIds } from './unique-ids.ts';

const text = z.string().trim().min(1);
const bound = z.number().optional();
const share = z.number().positive().max(1);

/** The name of the badge for all targets. */
export const statusBadge = 'status';

/** A bound on a metric. Exactly one of the four bounds. */
export const targetSchema = z
  .strictObject({
    id: text
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens')
      .refine((id) => id !== statusBadge, `must not be ${statusBadge}, the name of the badge for all targets`)
      .describe('Names its badge, `/badge/<id>.svg`; lower-case letters, digits and hyphens.'),
    label: text.optional().describe('The name shown to readers. Default: the id.'),
    metric: metricId.describe('The metric to judge.'),
    scenario: text.optional().describe('A scenario id. Default: each scenario.'),
    endpoint: text
      .optional()
      .describe(
        'An endpoint id, or the name of a transaction; `*` for all samples pooled. Default: each endpoint, and no transaction.',
      ),
    below: bound.describe('Met by a value smaller than this; in the unit of the metric, shares from 0 to 1.'),
    atMost: bound.describe('Met by this value or a smaller one.'),
    above: bound.describe('Met by a value larger than this.'),
    atLeast: bound.describe('Met by this value or a larger one.'),
  })
  .refine(
    (target) =>
      [target.below, target.atMost, target.above, target.atLeast].filter((bound) => bound !== undefined)
        .length === 1,
    'needs exactly one of below, atMost, above, atLeast',
  )
  .refine(
    (target) =>
      target.metric !== 'errors.rate' ||
      [target.below, target.atMost, target.above, target.atLeast].every(
        (bound) => bound === undefined || (bound >= 0 && bound <= 1),
      ),
    'errors.rate is a share from 0 to 1: write 0.01 for 1%',
  )
  .describe('A bound on a metric. Exactly one of `below`, `atMost`, `above` and `atLeast`.');

/** Each id names a badge and a target in commentary, so no two targets may share one. */
const targetsSchema = z.array(targetSchema).superRefine(uniqueIds('targets'));

/** Joins several labels into one endpoint: renames, ids inside paths. */
export const endpointAliasSchema = z
  .strictObject({
    id: text.describe('Its id in targets, claims and annotations. A raw label with this name belongs to it.'),
    label: text.optional().describe('The name shown to readers. Default: the id.'),
    group: text.optional().describe('A name for endpoints that belong together. Not shown on any page.'),
    match: z
      .array(globText)
      .optional()
      .describe(
        'Globs for the labels in the raw files. `*` matches within a path segment. Without scheme and host, a glob matches on every host.',
      ),
  })
  .describe(
    'Groups all labels of one endpoint, such as old names and paths with ids. The first match counts.',
  );

/** What blocks a pull request. */
export const gateReasons = [
  'target-not-met',
  'confirmed-worse',
  'suspected-worse',
  'not-judged',
  'other-environment',
] as const;

/** What the project says of measures: what no time of a call is. */
const measureRuleSchema = z
  .strictObject({
    match: z
      .union([globText, z.array(globText).min(1)])
      .describe(
        'Globs for measures: their id without `measure.`, their name in the file, or their unit. The first match counts.',
      ),
    label: text.optional().describe('The name shown to readers. Default: as the tool names it.'),
    unit: text
      .optional()
      .describe(
        'The unit. Times and sizes are converted to it; any other unit is only renamed. Default: as in the file.',
      ),
    direction: z
      .enum(['lower', 'higher', 'unknown'])
      .optional()
      .describe(
        'Which way is better. `unknown`: changes are listed without a verdict. Default: by the unit.',
      ),
    minimumEffect: share
      .optional()
      .describe('The smallest change worth a verdict, as a share of the value. Default: 0.05.'),
  })
  .describe('Names, units and directions of measures. The first match counts.');

const comparisonSchema = z.strictObject({
  fingerprint: z
    .array(text)
    .default(['cpu', 'memory', 'os', 'server', 'database'])
    .describe(
      'Keys of `system` and `environment` of run.json that must be equal for two runs to be comparable.',
    ),
  minimumEffect: z
    .partialRecord(metricId, share)
    .default({})
    .describe(
      'The smallest change worth a verdict, by metric: relative to the value; for shares, an absolute difference from 0 to 1 (0.002 is 0.2 percentage points).',
    ),
  falseDiscoveryRate: share
    .default(0.05)
    .describe('The accepted chance that a comparison reports any change that did not happen.'),
});

/** What measures the machine: a scenario, an endpoint, or one endpoint of one scenario. */
const controlSchema = z
  .strictObject({
    scenario: text.optional().describe('Default: any scenario.'),
    endpoint: text.optional().describe('Default: any endpoint.'),
  })
  .refine(
    ({ scenario, endpoint }) => scenario !== undefined || endpoint !== undefined,
    'needs scenario or endpoint',
  )
  .describe('A scenario or endpoint whose code never changes.');

const baselineSchema = z
  .strictObject({
    release: globText.describe(
      'A glob of versions, such as `v*` or `[0-9]*.[0-9]*.[0-9]`, with or without the leading v.',
    ),
  })
  .describe('Compare with the latest run of a release, not with the latest run.');

const releasesSchema = z
  .strictObject({
    tags: globText.describe('A glob of versions, such as `v*`, with or without the leading v.'),
  })
  .describe('Versions that the site shows as releases. Default: `baseline.release`.');

const changePointsSchema = z.strictObject({
  minimumEffect: share
    .optional()
    .describe('The smallest level shift to report, as a share of the level. Default: 0.01.'),
});

const gateSchema = z.strictObject({
  blockOn: z
    .array(z.enum(gateReasons))
    .default(['target-not-met', 'confirmed-worse', 'not-judged'])
    .describe('What blocks a run.'),
  rulesFrom: z
    .enum(['base', 'head'])
    .default('base')
    .describe(
      'Whose rules, annotations and history `gate --against` uses: those of the ref, or those of the checked-out commit.',
    ),
});

const publishSchema = z.strictObject({
  redact: z
    .array(
      text.superRefine((pattern, context) => {
        const compiled = compilePattern(pattern);
        if ('error' in compiled)
          context.addIssue({ code: 'custom', message: `is not a regular expression: ${compiled.error}` });
        else if (matchesNothing(compiled))
          context.addIssue({
            code: 'custom',
            message: 'also matches the empty text, so that it would redact everything: write + instead of *',
          });
      }),
    )
    .default([])
    .describe(
      'Regular expressions (RE2, ignoring case) for what must not be published. Every match in a name, a message or a note becomes "(redacted)".',
    ),
  hide: z
    .array(z.enum(hideable))
    .default([])
    .describe(
      'What to leave out: `tester`, `hosts` (the hosts of addresses, and IPv4 addresses) or `attachments`.',
    ),
});

const retentionSchema = z.strictObject({
  fullReports: z
    .number()
    .int()
    .positive()
    .default(400)
    .describe('The number of latest runs with full reports; older runs have short ones.'),
});

const removedRunSchema = z
  .strictObject({
    run: text.describe('The id that the run had.'),
    reason: text.optional().describe('The reason, shown at its address.'),
  })
  .describe('A run that was removed. Its address shows that.');

/** data/project.json: what is tested, and its targets. */
export const projectSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON Schema, for completion in editors.'),
    name: text.default('Performance reports').describe('The name of what is tested; the title of the site.'),
    description: text.optional().describe('One sentence about it, for link previews.'),
    repository: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe('The https URL of the repository, for links.'),
    mainBranch: text.default('main').describe('Its runs, and runs without `branch`, are on the main line.'),
    targets: targetsSchema.default([]).describe('The requirements for every run.'),
    objectives: objectivesSchema.default([]).describe('Service level objectives over the runs of some days.'),
    endpoints: z
      .array(endpointAliasSchema)
      .default([])
      .describe(
        'Names of endpoints. If a label is a URL, its path is the name, unless hosts differ within a scenario of a run. The host that the scenario had alone in earlier runs is still left out.',
      ),
    measures: z
      .array(measureRuleSchema)
      .default([])
      .describe('Measures: operations per second, allocations, sizes, counters of your own.'),
    messages: z.array(text).optional().describe('Endpoints whose successful requests are messages.'),
    sessions: z.array(text).optional().describe('Endpoints whose successful requests are sessions.'),
    dayProfile: share
      .optional()
      .describe("The share of a day's sessions in its busiest hour, to extrapolate sessions per day."),
    controls: z
      .array(controlSchema)
      .default([])
      .describe('Scenarios and endpoints whose code never changes: they measure the machine.'),
    comparison: comparisonSchema.prefault({}).describe('How runs are compared.'),
    baseline: baselineSchema.optional(),
    releases: releasesSchema.optional(),
    changePoints: changePointsSchema.prefault({}).describe('How change points are detected.'),
    gate: gateSchema.prefault({}).describe('What blocks a pull request.'),
    expect: expectSchema.optional(),
    alerts: alertRulesSchema.prefault({}),
    removed: z.array(removedRunSchema).default([]).describe('Runs that were removed. `remove` writes them.'),
    publish: publishSchema.prefault({}).describe('What is left out of the site.'),
    look: lookSchema.prefault({}),
    retention: retentionSchema.prefault({}).describe('How many full reports to publish.'),
    apdexThresholdMs: z
      .number()
      .positive()
      .optional()
      .describe('The response time in ms that satisfies users. Required for Apdex.'),
  })
  .meta({
    title: 'Perfolio project',
    description: 'What is tested, and its targets.',
    examples: [
      {
        name: 'Checkout service',
        repository: 'https://github.com/example/checkout',
        targets: [
          { id: 'response-time', label: 'Response time', metric: 'response.p95', below: 500 },
          { id: 'errors', metric: 'errors.rate', endpoint: '*', below: 0.01 },
        ],
        endpoints: [{ id: 'order', label: 'Show an order', match: ['GET /orders/*'] }],
      },
    ],
  });

export type Target = z.infer<typeof targetSchema>;
export type MeasureRule = z.infer<typeof measureRuleSchema>;
export type GateReason = (typeof gateReasons)[number];
export type Project = z.infer<typeof projectSchema>;

/** The project of a folder without project.json. */
export const defaultProject: Project = projectSchema.parse({});

/** What results depend on. The look is left out: a new colour recomputes nothing. */
export const rulesOf = ({ look: _, ...rules }: Project): Omit<Project, 'look'> => rules;
