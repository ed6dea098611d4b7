import { describe, expect, it } from 'vitest';
import { withConfirmation, withShared } from '../../src/history/compare/shared-changes.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { CommonChange, MetricChange } from '../../src/model/run-report.ts';

const common = (over: Partial<CommonChange> = {}): CommonChange => ({
  metric: 'response.p50',
  endpoints: 8,
  share: 1,
  relative: 0.4,
  interval: { lower: 0.3, upper: 0.5 },
  verdict: 'worse',
  certainty: 'confirmed',
  control: false,
  ...over,
});

const change = (over: Partial<MetricChange> = {}): MetricChange => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 140,
  relative: 0.4,
  interval: { lower: 0.3, upper: 0.5 },
  verdict: 'no-change-shown',
  certainty: null,
  basis: { evidence: '' },
  ...over,
});

const isShared = (over: Partial<MetricChange>, of: CommonChange | null = common()): boolean =>
  withShared([change(over)], of, defaultProject)[0]?.shared === true;

describe('a change that is part of what all endpoints share', () => {
  it('is one that was not called, in the direction of the common change', () => {
    expect(isShared({})).toBe(true);
    expect(isShared({ verdict: 'cannot-tell' })).toBe(true);
    expect(isShared({ verdict: 'worse' })).toBe(false);
    expect(isShared({ relative: -0.4, interval: { lower: -0.5, upper: -0.3 } })).toBe(false);
    expect(isShared({}, null)).toBe(false);
    expect(isShared({}, common({ certainty: null }))).toBe(false);
  });

  it('moves throughput down where endpoints get slower, and processors up', () => {
    const falls = { relative: -0.4, interval: { lower: -0.5, upper: -0.3 } };
    const shared = (metric: MetricId, over: Partial<MetricChange>): boolean => isShared({ metric, ...over });
    expect(shared('throughput.requestsPerSecond', falls)).toBe(true);
    expect(shared('throughput.requestsPerSecond', {})).toBe(false);
    expect(shared('cpu.average', {})).toBe(true);
    expect(shared('memory.peak', {})).toBe(false);
    expect(shared('throughput.totalRequests', falls)).toBe(false);
  });

  it('is large enough to matter, and not by chance', () => {
    // The default minimum effect of a median is 5%.
    expect(isShared({ relative: 0.02, interval: { lower: 0.01, upper: 0.03 } })).toBe(false);
    expect(isShared({ interval: { lower: -0.1, upper: 0.9 } })).toBe(false);
    expect(isShared({ interval: null })).toBe(false);
    expect(isShared({ relative: null })).toBe(false);
  });

  it('is none that is explained, undirected or an absolute difference', () => {
    expect(isShared({ isExplained: true })).toBe(false);
    expect(isShared({ isUndirected: true })).toBe(false);
    expect(isShared({ isAbsolute: true })).toBe(false);
  });
});

describe('what confirms a common change', () => {
  const by = (relative: number, sessions: number, over: Partial<CommonChange> = {}): string | undefined =>
    withConfirmation(common({ relative, ...over }), sessions)?.confirmedBy;

  it('is its size in one session, its sessions where it is small, or both', () => {
    expect(by(0.6, 1)).toBe('size');
    expect(by(0.4, 2)).toBe('sessions');
    expect(by(0.6, 2)).toBeUndefined();
    // A third less is half as slow again the other way round: 1 / 1.5 = 0.667.
    expect(by(-0.34, 2)).toBeUndefined();
    expect(by(-0.33, 2)).toBe('sessions');
  });

  it('is a control where there is one, and nothing confirms what is only suspected', () => {
    expect(by(0.4, 1, { control: true })).toBeUndefined();
    expect(by(0.4, 1, { certainty: 'suspected' })).toBeUndefined();
    expect(withConfirmation(null, 2)).toBeNull();
  });
});
