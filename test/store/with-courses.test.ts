import { describe, expect, it } from 'vitest';
import { apart, withCourses } from '../../src/store/with-courses.ts';

const courses = {
  batches: [],
  timelines: [],
  distributions: [],
  quantileBands: [],
  memoryCurves: [],
  cpuCurves: [],
};

describe('measures with courses', () => {
  it('are what they were before they were taken apart', () => {
    const { core, rest } = apart({ ...courses, id: 'run-1', figures: [1] });
    expect(core).toEqual({ id: 'run-1', figures: [1] });
    expect(withCourses(core, () => rest)).toEqual({ ...courses, id: 'run-1', figures: [1] });
  });

  it('read courses when these are asked for, not before', () => {
    let read = 0;
    const measures = withCourses({ id: 'run-1' }, () => {
      read++;
      return courses;
    });
    expect([measures.id, read]).toEqual(['run-1', 0]);
    expect([measures.cpuCurves, read]).toEqual([courses.cpuCurves, 1]);
  });
});
