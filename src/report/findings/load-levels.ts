import { at } from '../../model/checked.ts';
import type { TimeWindow } from '../../model/finding.ts';
import { median } from '../../stats/robust.ts';
import { courseOf, type Course, type CourseSlice } from './course.ts';
import { reportedCourse } from './reported-course.ts';
import type { FindingInput } from './rule.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** The results at one load level, over all its time. */
export interface UsersLevel {
  readonly users: number;
  readonly count: number;
  readonly errors: number;
  readonly seconds: number;
  /** NaN without timed requests. */
  readonly medianMs: number;
  /** From its first to its last slice. */
  readonly window: TimeWindow;
}

/** Observed loads within 15% of each other are one level: a ramp passes through many. */
const sameLevel = 1.15;
const fewestSlices = 3;
const fewestRequests = 50;

/** The results at each load level, ascending: the manifest's steps, else the users that the tool recorded. */
export function levelsOf(input: FindingInput, scenario: string): UsersLevel[] {
  const isStated = (input.measures.scenarios.find(({ id }) => id === scenario)?.steps.length ?? 0) > 0;
  if (isStated) return statedLevels(input, scenario);
  const course = anyCourse(input, scenario);
  return course === null ? [] : observedLevels(course);
}

/** The course of a scenario from its samples, else as reported by the tool. */
export function anyCourse(input: FindingInput, scenario: string): Course | null {
  const gathered = input.scenarios.find(({ id }) => id === scenario);
  return (gathered === undefined ? null : courseOf(gathered)) ?? reportedCourse(input, scenario);
}

function statedLevels({ measures }: FindingInput, scenario: string): UsersLevel[] {
  return measures.steps
    .filter((step) => step.scenario === scenario)
    .toSorted((a, b) => a.users - b.users)
    .map(({ users, count, errorRate, startSeconds, durationSeconds, p50 }) => ({
      users,
      count,
      errors: Math.round(count * (errorRate ?? 0)),
      seconds: durationSeconds,
      medianMs: p50 ?? NaN,
      window: { scenario, startSeconds, endSeconds: startSeconds + durationSeconds },
    }));
}

function observedLevels({ slices, scenario, widthSeconds }: Course): UsersLevel[] {
  const sorted = withUsers(slices).toSorted((a, b) => a.users - b.users);
  const groups: (typeof sorted)[] = [];
  for (const slice of sorted) {
    const current = groups.at(-1);
    if (current !== undefined && slice.users <= at(current, 0).users * sameLevel) current.push(slice);
    else groups.push([slice]);
  }
  return groups
    .filter((group) => group.length >= fewestSlices)
    .map((group) => {
      const starts = group.map(({ atSeconds }) => atSeconds);
      return {
        users: median(group.map(({ users }) => users)),
        count: group.reduce((sum, { count }) => sum + count, 0),
        errors: group.reduce((sum, { errors }) => sum + errors, 0),
        seconds: group.length * widthSeconds,
        medianMs: median(group.map(({ p50 }) => p50).filter((value) => !Number.isNaN(value))),
        window: {
          scenario,
          startSeconds: Math.max(0, smallest(starts)),
          endSeconds: largest(starts) + widthSeconds,
        },
      };
    })
    .filter(({ count }) => count >= fewestRequests);
}

/** Slices with their users; a slice without requests takes those of the slice before it. */
function withUsers(slices: readonly CourseSlice[]): (CourseSlice & { users: number })[] {
  let last: number | null = null;
  return slices.flatMap((slice) => {
    last = slice.users ?? (slice.count === 0 ? last : null);
    return last === null || last <= 0 ? [] : [{ ...slice, users: last }];
  });
}
