import type { RunMeasures } from '../model/run-measures.ts';

/** What charts draw and hardly anybody else asks for: nearly half of what is kept of a run. */
const courseKeys = ['timelines', 'distributions', 'memoryCurves', 'cpuCurves'] as const;

/** The measures that are read when they are asked for. */
export type Courses = Pick<RunMeasures, (typeof courseKeys)[number]>;

/** Takes measures apart. */
export function apart<Measures extends Courses>({
  timelines,
  distributions,
  memoryCurves,
  cpuCurves,
  ...core
}: Measures): { core: Omit<Measures, keyof Courses>; rest: Courses } {
  return { core, rest: { timelines, distributions, memoryCurves, cpuCurves } };
}

/** Puts them together again: `read` gives the courses whenever one is asked for. */
export function withCourses<Core extends object>(core: Core, read: () => Courses): Core & Courses {
  const asked = courseKeys.map((key) => [key, { enumerable: true, get: () => read()[key] }] as const);
  return Object.defineProperties(core, Object.fromEntries(asked)) as Core & Courses;
}
