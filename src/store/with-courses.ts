import type { RunMeasures } from '../model/run-measures.ts';

/** What charts and comparisons of two runs need, and little else: more than half of what is cached of a run. */
const courseKeys = [
  'batches',
  'timelines',
  'distributions',
  'quantileBands',
  'memoryCurves',
  'cpuCurves',
] as const;

/** The measures that are read when they are asked for. */
export type Courses = Pick<RunMeasures, (typeof courseKeys)[number]>;

/** Takes measures apart. */
export function apart<Measures extends Courses>({
  batches,
  timelines,
  distributions,
  quantileBands,
  memoryCurves,
  cpuCurves,
  ...core
}: Measures): { core: Omit<Measures, keyof Courses>; rest: Courses } {
  return {
    core,
    rest: { batches, timelines, distributions, quantileBands, memoryCurves, cpuCurves },
  };
}

/** Puts them together again: `read` gives the courses whenever one is asked for. */
export function withCourses<Core extends object>(core: Core, read: () => Courses): Core & Courses {
  const asked = courseKeys.map((key) => [key, { enumerable: true, get: () => read()[key] }] as const);
  return Object.defineProperties(core, Object.fromEntries(asked)) as Core & Courses;
}
