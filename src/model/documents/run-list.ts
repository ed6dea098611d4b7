import { z } from 'zod';

/** One run of `/runs.json`. */
export const listedRunSchema = z.object({
  id: z.string(),
  title: z.string(),
  startedAt: z.string().nullable(),
  version: z.string().nullable(),
  commit: z.string().nullable(),
  /** False for a run of another branch, or one that an annotation ignores. */
  onMainLine: z.boolean(),
  /** Of its targets. */
  verdict: z.enum(['met', 'not met', 'inconclusive', 'not measured']),
  /** The heading of the report. */
  headline: z.string(),
  /** The run that it is compared with; null if there is none. */
  baseline: z.string().nullable(),
  /** Metrics that changed against the baseline, confirmed ones alone. */
  confirmed: z.object({ worse: z.int(), better: z.int() }),
  /** The addresses of the report: for readers, as JSON and as Markdown. */
  page: z.string(),
  json: z.string(),
  markdown: z.string(),
});

/** The document of `/runs.json`. */
export const runListSchema = z
  .object({
    schemaVersion: z.literal(1),
    writtenBy: z.string(),
    project: z.string(),
    /** Latest first; runs without a date come last. */
    runs: z.array(listedRunSchema),
  })
  .meta({
    title: 'Perfolio runs',
    description: 'All runs with their verdicts and the addresses of their reports.',
    examples: [
      {
        schemaVersion: 1,
        writtenBy: 'perfolio 0.2.0',
        project: 'Checkout service',
        runs: [
          {
            id: 'v1-4-0-r1',
            title: 'v1-4-0-r1',
            startedAt: '2026-11-20T10:00:00.000Z',
            version: '1.4.0',
            commit: '4f2a9c1',
            onMainLine: true,
            verdict: 'met',
            headline: 'All 4 targets met',
            baseline: 'v1-3-0-r6',
            confirmed: { worse: 0, better: 2 },
            page: '/runs/v1-4-0-r1/',
            json: '/runs/v1-4-0-r1.json',
            markdown: '/runs/v1-4-0-r1.md',
          },
        ],
      },
    ],
  });

export type ListedRun = z.infer<typeof listedRunSchema>;
export type RunList = z.infer<typeof runListSchema>;
