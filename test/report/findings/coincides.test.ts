import { describe, expect, it } from 'vitest';
import { coincidences, type Moved } from '../../../src/report/findings/coincides.ts';
import type { Course, CourseSlice } from '../../../src/report/findings/course.ts';
import type { FindingInput } from '../../../src/report/findings/rule.ts';

type Input = Pick<FindingInput, 'digests' | 'scenarios' | 'measures'>;

const startMs = Date.UTC(2026, 10, 20, 10);
/** Twenty slices of 10 s; those in the window of 100 to 120 s are the odd ones. */
const window = { scenario: 'load', startSeconds: 100, endSeconds: 120 };

function course(odd: Partial<CourseSlice>, usual: Partial<CourseSlice> = {}): Course {
  const slices = Array.from({ length: 20 }, (_, i): CourseSlice => {
    const own = i === 10 || i === 11 ? { ...usual, ...odd } : usual;
    return { atSeconds: 10 * i, count: 100, errors: 0, users: 10, p50: 50, p95: 90, longestMs: 99, ...own };
  });
  return { scenario: 'load', widthSeconds: 10, slices };
}

interface Readings {
  cpu?: (second: number) => number;
  memory?: (second: number) => number;
  startedAt?: string | null;
}

/** Readings every 5 s over 200 s. */
function inputOf({ cpu, memory, startedAt = '2026-11-20T10:00:00.000Z' }: Readings = {}): Input {
  const at = <T>(make: (second: number) => T): T[] => Array.from({ length: 41 }, (_, i) => make(5 * i));
  const digest = {
    cpuReadings:
      cpu === undefined
        ? []
        : at((t) => ({ atMs: startMs + t * 1_000, scenario: null, percent: cpu(t), cores: null })),
    memoryReadings:
      memory === undefined
        ? []
        : at((t) => ({
            atMs: startMs + t * 1_000,
            operation: 'Import',
            phase: null,
            memoryMb: memory(t),
          })),
  };
  return {
    digests: [digest],
    scenarios: [{ id: 'load', pooled: { digest: { firstStartMs: startMs, lastEndMs: startMs + 200_000 } } }],
    measures: { scenarios: [{ id: 'load', startedAt }] },
  } as unknown as Input;
}

const found = (of: Course, { but = [], ...readings }: Readings & { but?: readonly Moved[] } = {}): string[] =>
  coincidences(inputOf(readings), of, window, but).map((phrase) => phrase.replaceAll('\u00a0', ' '));

const inWindow = (there: number, here: number) => (t: number) => (t >= 100 && t < 120 ? there : here);

describe('what coincides with a time of a run', () => {
  it('is nothing where nothing differs, or where the window holds all or none of it', () => {
    expect(found(course({}))).toEqual([]);
    const odd = course({ users: 20 });
    expect(coincidences(inputOf(), odd, { ...window, startSeconds: 0, endSeconds: 200 }, [])).toEqual([]);
    expect(coincidences(inputOf(), odd, { ...window, startSeconds: 300, endSeconds: 400 }, [])).toEqual([]);
  });

  it('holds the slices whose middle is in the window', () => {
    const users = (startSeconds: number, endSeconds: number): string[] =>
      coincidences(inputOf(), course({ users: 20 }), { ...window, startSeconds, endSeconds }, []);
    expect(users(105, 115.1)).toEqual(['users rose to 20 (10 otherwise)']);
    // The middle of the first odd slice is before the window, that of the second at its end.
    expect(users(105.1, 115)).toEqual([]);
  });

  it('may be errors: five or more, and surely more often than otherwise', () => {
    expect(found(course({ errors: 20 }))).toEqual(['errors rose to 20% of the requests (0% otherwise)']);
    expect(found(course({ errors: 2.5 }))).toHaveLength(1);
    expect(found(course({ errors: 2 }))).toEqual([]);
    expect(found(course({ errors: 20 }, { errors: 20 }))).toEqual([]);
    expect(found(course({ errors: 50 }, { errors: 10 }))).toEqual([
      'errors rose to 50% of the requests (10% otherwise)',
    ]);
  });

  it('may be throughput that differs by a fifth', () => {
    expect(found(course({ count: 50 }))).toEqual(['throughput fell to 5/s (10/s otherwise)']);
    expect(found(course({ count: 120 }))).toEqual(['throughput rose to 12/s (10/s otherwise)']);
    expect(found(course({ count: 119 }))).toEqual([]);
    expect(found(course({ count: 81 }))).toEqual([]);
  });

  it('is no throughput where the window holds a first slice that the start cuts', () => {
    const of = course({ count: 50 });
    const shifted = { ...of, slices: of.slices.map((one) => ({ ...one, atSeconds: one.atSeconds - 104 })) };
    const early = { ...window, startSeconds: -4, endSeconds: 16 };
    expect(coincidences(inputOf(), shifted, early, [])).toEqual([]);
  });

  it('may be users that differ by a fifth, where they are known', () => {
    expect(found(course({ users: 12 }))).toEqual(['users rose to 12 (10 otherwise)']);
    expect(found(course({ users: 8 }))).toEqual(['users fell to 8 (10 otherwise)']);
    expect(found(course({ users: 11 }))).toEqual([]);
    expect(found(course({ users: null }))).toEqual([]);
    expect(found(course({ users: 5 }, { users: null }))).toEqual([]);
  });

  it('may be the median response time, of slices with requests', () => {
    expect(found(course({ p50: 60 }))).toEqual(['the median response time rose to 60 ms (50 ms otherwise)']);
    expect(found(course({ p50: 59 }))).toEqual([]);
    const gaps = course({ p50: 100 });
    const slices = gaps.slices.map((one, i) => (i === 10 || i < 8 ? { ...one, p50: NaN } : one));
    expect(found({ ...gaps, slices })).toEqual(['the median response time rose to 100 ms (50 ms otherwise)']);
  });

  it('may be the processor: by ten points and by a fifth', () => {
    expect(found(course({}), { cpu: inWindow(60, 50) })).toEqual([
      'processor use rose to 60% (50% otherwise)',
    ]);
    expect(found(course({}), { cpu: inWindow(59.9, 50) })).toEqual([]);
    expect(found(course({}), { cpu: inWindow(70, 60) })).toEqual([]);
    expect(found(course({}), { cpu: inWindow(5, 40) })).toEqual(['processor use fell to 5% (40% otherwise)']);
  });

  it('is no processor where its readings share no clock, or where the window has one of them', () => {
    const cpu = inWindow(90, 50);
    expect(found(course({}), { cpu, startedAt: null })).toEqual([]);
    const short = (seconds: number): string[] =>
      coincidences(inputOf({ cpu }), course({}), { ...window, endSeconds: 100 + seconds }, []);
    // Slices of 10 s and readings of 5 s: at 100 alone, and at 100 and 105.
    expect([short(5.1).length, short(5)].flat()).toEqual([1]);
  });

  it('may be memory since just before: by 10 MB and by a tenth', () => {
    const step = (to: number) => (t: number) => (t >= 110 ? to : 100);
    expect(found(course({}), { memory: step(110) })).toEqual(['memory of Import rose from 100 MB to 110 MB']);
    expect(found(course({}), { memory: step(109) })).toEqual([]);
    expect(found(course({}), { memory: step(80) })).toEqual(['memory of Import fell from 100 MB to 80 MB']);
    const large = (t: number): number => (t >= 110 ? 1_050 : 1_000);
    expect(found(course({}), { memory: large })).toEqual([]);
    // Nothing is before a window that begins with the run.
    expect(
      coincidences(inputOf({ memory: step(200) }), course({}), { ...window, startSeconds: 0 }, []),
    ).toEqual([]);
  });

  it('is not what the finding is about', () => {
    const all = course({ errors: 50, count: 200, users: 40, p50: 500 });
    const readings = { cpu: inWindow(90, 50), memory: inWindow(300, 100) };
    expect(found(all, readings).map((phrase) => phrase.split(' ')[0])).toEqual([
      'errors',
      'throughput',
      'users',
      'the',
      'processor',
      'memory',
    ]);
    expect(found(all, { ...readings, but: ['errors', 'memory', 'response time'] })).toHaveLength(3);
  });
});
