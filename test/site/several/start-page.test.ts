import { describe, expect, it } from 'vitest';
import type { Tone } from '../../../src/model/section.ts';
import { startHeadline, startPage, type ListedProject } from '../../../src/site/several/start-page.ts';

const project = (tone: Tone | null, name = 'Shop', hasTargets = true): ListedProject => ({
  folder: 'shop',
  name,
  description: null,
  runs: tone === null ? 0 : 1,
  latest:
    tone === null
      ? null
      : { slug: 'run-1', title: name, headline: name, verdict: name, tone, hasTargets, date: null },
});

describe('the start page', () => {
  it.each<readonly [tones: readonly (Tone | null)[], said: string]>([
    [['good', 'bad', null], 'Targets not met in 1 of 2 projects with targets'],
    [['good', 'bad', 'good'], 'Targets not met in 1 of 3 projects'],
    [['good', 'unsure', 'neutral'], 'Inconclusive in 1 of 2 projects with targets'],
    [['good', 'neutral'], 'Targets met in 1 project with targets'],
    [['good', 'good'], 'Targets met in all 2 projects'],
    [[null], '1 project'],
  ])('is headed by the worst verdict: %j', (tones, said) => {
    expect(startHeadline(tones.map((tone) => project(tone)))).toBe(said);
  });

  it('counts no project without targets as a failure, whatever changed in it', () => {
    const projects = [project('good'), project('bad', 'Search', false)];
    expect(startHeadline(projects)).toBe('Targets met in 1 project with targets');
    expect(startHeadline(projects.slice(1))).toBe('1 project');
  });

  it('prints names as text', () => {
    const html = startPage([project('good', `<img src=x onerror="alert(1)">'`)], 'a{}');
    expect(html).not.toContain('<img');
    expect(html.match(/&lt;img src=x onerror=&quot;/g)).toHaveLength(4);
  });

  it('says that a project has no run', () => {
    expect(startPage([project(null)], '')).toContain('<td>No run yet</td>');
  });
});
