import { z } from 'zod';
import { globText } from '../glob-text.ts';
import { commandLine } from '../text/command-line.ts';
import { showFound } from '../problem.ts';
import { isEncoding } from '../text/text-encoding.ts';
import { isTimeZone } from '../time-zone.ts';

/** A date or time in ISO 8601. */
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
    id: text.describe('The folder of its raw files, or its name in the files.'),
    name: text.optional().describe('The name shown to readers. Default: the id.'),
    description: text.optional().describe('The purpose of the scenario.'),
    users: z.number().nonnegative().optional().describe('Concurrent users, if constant.'),
    loadModel: z
      .enum(['open', 'closed'])
      .optional()
      .describe('open: requests arrive at a given rate. closed: each user waits for the response.'),
    parameters: facts
      .optional()
      .describe('Parameters of the workload. Two scenarios are comparable only if these are equal.'),
    warmupSeconds: z
      .number()
      .nonnegative()
      .optional()
      .describe('Seconds to exclude from all metrics, counted from the first request.'),
    steps: z
      .array(loadStepSchema)
      .optional()
      .describe('Steps of the load. Default: plateaus of at least 10 s in the observed users.'),
    files: z
      .array(globText)
      .optional()
      .describe('Globs of raw files that belong to it, besides those of its folder.'),
    control: z
      .boolean()
      .optional()
      .describe(
        'True if its code never changes, so that its results show only changes of the machine. Takes effect if the base of the comparison has it too.',
      ),
  })
  .describe('One workload of the run.');

/** Facts that a raw file itself does not contain. */
export const manifestFileSchema = z
  .strictObject({
    match: globText.describe('Glob, relative to the run.'),
    format: text
      .optional()
      .describe(`A format id (see \`${commandLine('formats')}\`), if the content does not identify it.`),
    scenario: text.optional().describe('The scenario that its samples belong to.'),
    endpoint: text
      .optional()
      .describe(
        'The endpoint that the files measured, if they name none themselves (hey, wrk, siege, a k6 summary).',
      ),
    together: z
      .boolean()
      .optional()
      .describe(
        'True if files without a clock ran at the same time, so that their requests have a common rate.',
      ),
    encoding: text
      .refine(isEncoding, {
        error: ({ input }) => `is an unknown encoding: ${JSON.stringify(showFound(input))}`,
      })
      .optional()
      .describe('Text encoding of files that are not UTF-8, such as gbk or windows-1252.'),
    operation: text.optional().describe('The operation that its memory readings belong to.'),
    startedAt: moment.optional().describe('For formats without a date or clock.'),
    timeZone: text
      .refine(isTimeZone, {
        error: ({ input }) => `is an unknown time zone: ${JSON.stringify(showFound(input))}`,
      })
      .optional()
      .describe('IANA time zone of times without one, such as Europe/Berlin.'),
    acceptRejected: z
      .boolean()
      .optional()
      .describe(
        'Accepts that more than 0.1% of the rows were rejected. Not needed if only an incomplete last row was rejected, of which `check` warns.',
      ),
    publish: z.boolean().optional().describe('Copies the file into the site.'),
  })
  .describe('Facts that the raw files themselves do not contain.');

/** An extra file shown or linked, never parsed. */
export const attachmentSchema = z
  .strictObject({
    file: text.describe('Path inside the run.'),
    label: text.optional().describe('The name shown to readers. Default: the path.'),
  })
  .describe('An extra file, never parsed. Images are shown, other files linked.');

/** data/<run-id>/run.json: facts about a run. Every field is optional. */
export const manifestSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON Schema, for completion in editors.'),
    title: text
      .optional()
      .describe('The title of the report. Default: the title in the run’s commentary, else the run id.'),
    startedAt: moment
      .optional()
      .describe('When the run began, ISO 8601. Default: the first sample, else a date in the id.'),
    durationSeconds: z
      .number()
      .positive()
      .optional()
      .describe('How long the run took. Default: from the first to the last sample.'),
    tester: text.optional().describe('The person or system that ran the tests.'),
    version: text.optional().describe('The version tested.'),
    commit: text.optional().describe('The commit tested.'),
    branch: text
      .optional()
      .describe('The branch tested. Runs without it, or of the main branch, are on the main line.'),
    session: text
      .optional()
      .describe(
        'Any text. Repeats of one build with the same text form one session, as if measured in one go. Default: repeats less than an hour apart form a session.',
      ),
    pair: text
      .optional()
      .describe(
        'The head run that this base run was interleaved with. A run with `pair` is evidence for that run and has no report.',
      ),
    system: facts.optional().describe('cpu, memory, disk, os, runtime and any further key.'),
    environment: facts.optional().describe('server, database, network and any further key.'),
    scenarios: z.array(manifestScenarioSchema).optional().describe('The workloads of the run.'),
    files: z.array(manifestFileSchema).optional().describe('Facts about its raw files.'),
    formerIds: z
      .array(text)
      .optional()
      .describe('Earlier ids of the run, whose addresses lead to it. `rename` writes them.'),
    baseline: text
      .optional()
      .describe(
        'The id of the run to compare with. Default: the latest comparable run, or the latest comparable release if `baseline` in project.json says so.',
      ),
    attachments: z.array(attachmentSchema).optional().describe('Files beside the raw results.'),
    notes: text.optional().describe('Markdown, shown below the test overview.'),
  })
  .meta({
    title: 'Perfolio run',
    description: 'Facts about a run.',
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
