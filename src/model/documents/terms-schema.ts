import { z } from 'zod';

/** How the run speaks of a metric: a measure, or a time of a benchmark. Absent for others: the table of metrics has them. */
export const termsSchema = z.object({
  label: z.string(),
  unit: z.string(),
  direction: z.enum(['lower', 'higher', 'unknown']),
  minimumEffect: z.number(),
});
