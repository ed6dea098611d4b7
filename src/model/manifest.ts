import { z } from 'zod';
import { globText } from './glob-text.ts';
import { commandLine } from './command-line.ts';
import { showFound } from './problem.ts';
import { isEncoding } from './text-encoding.ts';
import { isTimeZone } from './time-zone.ts';

/** A date or moment as people write it: ISO 8601. */
const moment = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], {
    error: 'a date, or a date and time, in ISO 8601, such as "2026-11-20" or "2026-11-20T10:00:00Z"',
  })
  .meta({ description: 'ISO 8601, such as 2026-11-20T10:00:00Z.' });

const text = z.string().trim().min(1);
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A step of the load. */
export const loadStepSchema = z
  .strictObject({
    users: z.number().nonnegative().describe('Concurrent users, or arrivals per second for an open model.'),
    startSeconds: z.number().nonnegative().describe('Seconds after the first request of the scenario.'),
    durationSeconds: z.number().positive().describe('How long it lasted.'),
  })
  .describe('A stretch of time with one load.');

/** One workload of the run. */
export const manifestScenarioSchema = z
  .strictObject({
    id: text.describe('The folder of its raw files, or the name that files give it.'),
    name: text.optional().describe('What readers see; the id where it is left out.'),
    description: text.optional().describe('What it is to show.'),
    users: z.number().nonnegative().optional().describe('Concurrent users, where it is one number.'),
    loadModel: z
      .enum(['open', 'closed'])
      .optional()
      .describe('open: requests arrive at a rate of their own. closed: each user waits for the answer.'),
    parameters: facts
      .optional()
      .describe('What the workload was given; two scenarios compare only when equal.'),
    warmupSeconds: z
      .number()
      .nonnegative()
      .optional()
      .describe('Left out of all figures, from the first request on.'),
    steps: z
      .array(loadStepSchema)
      .optional()
      .describe('Steps of the load; else plateaus of at least 10 s in the observed users.'),
    files: z
      .array(globText)
      .optional()
      .describe('Globs of raw files that belong to it, besides those of its folder.'),
    control: z
      .boolean()
      .optional()
      .describe('True if its code never changes: it measures the machine, to separate it from the code.'),
  })
  .describe('One workload of the run.');

/** What cannot be known from a raw file itself. */
export const manifestFileSchema = z
  .strictObject({
    match: globText.describe('Glob, relative to the run.'),
    format: text
      .optional()
      .describe(`A format id (see \`${commandLine('formats')}\`), where content does not tell.`),
    scenario: text.optional().describe('The scenario that its samples belong to.'),
    endpoint: text
      .optional()
      .describe('What a file measured that names no endpoint itself (hey, wrk, siege, a k6 summary).'),
    together: z
      .boolean()
      .optional()
      .describe(
        'True if files without a clock ran at the same time: their requests then have a common rate.',
      ),
    encoding: text
      .refine(isEncoding, {
        error: ({ input }) => `is no known encoding, got ${JSON.stringify(showFound(input))}`,
      })
      .optional()
      .describe('Text encoding of files that are not UTF-8, such as gbk or windows-1252.'),
    operation: text.optional().describe('What memory readings belong to.'),
    startedAt: moment.optional().describe('For formats without a date or clock.'),
    timeZone: text
      .refine(isTimeZone, {
        error: ({ input }) => `is no known time zone, got ${JSON.stringify(showFound(input))}`,
      })
      .optional()
      .describe('IANA zone of times that carry none, such as Europe/Berlin.'),
    acceptRejected: z
      .boolean()
      .optional()
      .describe(
        'Accepts that more than 0.1% of the rows were refused. Not needed where the only one is a last row that was cut off: `check` warns of it.',
      ),
    publish: z.boolean().optional().describe('Copies the file into the site.'),
  })
  .describe('What cannot be known from raw files themselves.');

/** An extra file shown or linked, never parsed. */
export const attachmentSchema = z
  .strictObject({
    file: text.describe('Path inside the run.'),
    label: text.optional().describe('What readers see; the path where it is left out.'),
  })
  .describe('An extra file: never parsed; images are shown, others linked.');

/** data/<run-id>/run.json: what a person knows of a run. Every field may be left out. */
export const manifestSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where the JSON Schema is, so that editors complete the file.'),
    title: text.optional().describe('Heads the report; the run id where neither it nor the words have one.'),
    startedAt: moment
      .optional()
      .describe('When the run began, ISO 8601; else the first sample, else a date in the id.'),
    durationSeconds: z
      .number()
      .positive()
      .optional()
      .describe('How long the run took; else from the first to the last sample.'),
    tester: text.optional().describe('Who, or what, ran the tests.'),
    version: text.optional().describe('The version tested.'),
    commit: text.optional().describe('The commit tested.'),
    branch: text.optional().describe('Left out, or the main branch, for runs on the main line.'),
    session: text
      .optional()
      .describe(
        'Repeats of one build with the same text share their machine and hour. Default: less than an hour between them.',
      ),
    pair: text
      .optional()
      .describe(
        'The head run that this run of the base was interleaved with: evidence for it, not a run to report.',
      ),
    system: facts.optional().describe('cpu, memory, disk, os, runtime and any further key.'),
    environment: facts.optional().describe('server, database, network and any further key.'),
    scenarios: z.array(manifestScenarioSchema).optional().describe('What is known of its workloads.'),
    files: z.array(manifestFileSchema).optional().describe('What is known of its raw files.'),
    baseline: text.optional().describe('The run id to compare with, instead of the newest comparable one.'),
    attachments: z.array(attachmentSchema).optional().describe('Files beside the raw results.'),
    notes: text.optional().describe('Markdown, shown below the test overview.'),
  })
  .meta({
    title: 'Perfolio run',
    description: 'What a person knows of a run; every field is optional.',
    examples: [
      {
        title: 'Checkout 2.4 under load',
        version: '2.4.0',
        commit: '9f2c1e7',
        system: { cpu: 'AMD EPYC 7763, 4 cores', memory: '16 GiB', os: 'Debian 12' },
        environment: { server: 'nginx 1.26', database: 'PostgreSQL 17' },
        scenarios: [
          {
            id: 'browse',
            users: 50,
            loadModel: 'closed',
            parameters: { thinkSeconds: 1 },
            warmupSeconds: 30,
          },
        ],
        files: [{ match: 'browse/*.jtl', timeZone: 'Europe/Berlin' }],
      },
    ],
  });

export type LoadStep = z.infer<typeof loadStepSchema>;
export type ManifestScenario = z.infer<typeof manifestScenarioSchema>;
export type ManifestFile = z.infer<typeof manifestFileSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
