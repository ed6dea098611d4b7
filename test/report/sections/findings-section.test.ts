import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { Judgement } from '../../../src/model/documents/commentary.ts';
import { findingBlocks } from '../../../src/report/sections/findings-section.ts';
import { keyWords } from '../../../src/report/sections/cells.ts';

const finding = (scenario: string, rest: Partial<Finding> = {}): Finding => ({
  id: `slow:${scenario}:pay`,
  rule: 'slow',
  kind: 'bottleneck',
  severity: 'medium',
  title: `pay is slow in ${scenario}`,
  scenario,
  endpoint: 'pay',
  evidence: [],
  impact: null,
  window: null,
  coincides: [],
  lookAt: null,
  ...rest,
});

const told = (findings: readonly Finding[], judgements: readonly Judgement[] = []) =>
  findingBlocks(findings, judgements).map((block) =>
    block.kind === 'item' ? { title: block.title, facts: block.facts } : block,
  );

describe('findings of one endpoint in several scenarios', () => {
  it('are one item, the others said beneath it', () => {
    expect(told([finding('day'), finding('night')])).toEqual([
      { title: 'pay is slow in day.', facts: [{ label: 'Also', value: 'pay is slow in night.' }] },
    ]);
  });

  it('stand apart where a person judged one, where they have a time, and of other endpoints', () => {
    const confirmed = { finding: 'slow:night:pay', status: 'confirmed' } as Judgement;
    expect(told([finding('day'), finding('night')], [confirmed])).toHaveLength(2);
    const window = { scenario: 'day', startSeconds: 1, endSeconds: 2 };
    expect(told([finding('day', { window }), finding('night', { window })])).toHaveLength(2);
    expect(
      told([finding('day'), finding('night', { endpoint: 'list', id: 'slow:night:list' })]),
    ).toHaveLength(2);
  });
});

describe('keys of a manifest', () => {
  it('read as words, abbreviations as they are', () => {
    expect(keyWords('secondsPerEndpoint')).toBe('seconds per endpoint');
    expect(keyWords('node_flags')).toBe('node flags');
    expect(keyWords('GOMAXPROCS')).toBe('GOMAXPROCS');
    expect(keyWords('jobsPerSecond2')).toBe('jobs per second2');
  });
});
