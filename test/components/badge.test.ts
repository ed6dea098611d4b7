import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { badges } from '../../src/components/badge/badges.ts';
import { badgeSvg } from '../../src/components/badge/badge-svg.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const project = projectSchema.parse({
  targets: [
    { id: 'fast', label: 'Answers', metric: 'throughput.requestsPerSecond', atLeast: 40 },
    { id: 'users', metric: 'users.sustained', atLeast: 50 },
  ],
});
const slow = 25;

const textOf = (svg: string): string => {
  let text = '';
  const parser = new SaxesParser({ xmlns: true });
  parser.on('text', (more) => (text += more));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return text;
};

describe('badges', () => {
  it('say how the newest run stands, each target and the whole', () => {
    const reports = makeReports([makeRun({ day: 1 }), makeRun({ day: 2, requestsPerSecond: slow })], {
      project,
    });
    const made = badges({ project, annotations: [], reports });
    expect([...made.keys()]).toEqual(['fast', 'users', 'status']);
    expect(made.get('fast')).toEqual({ label: 'Answers', text: '25/s, not met', tone: 'bad' });
    expect(made.get('users')).toMatchObject({ text: 'not measured', tone: 'neutral' });
    expect(made.get('status')).toEqual({ label: 'performance', text: '1 of 2 targets not met', tone: 'bad' });
  });

  it('do not speak of a branch', () => {
    const branch = makeRun({ day: 3, requestsPerSecond: slow, manifest: { branch: 'try-it' } });
    const reports = makeReports([makeRun({ day: 1 }), branch], { project });
    expect(badges({ project, annotations: [], reports }).get('fast')!.text).toBe('50/s, met');
  });

  it('are there before the first run', () => {
    const made = badges({ project, annotations: [], reports: [] });
    expect([...made.values()].map(({ text }) => text)).toEqual(['no run yet', 'no run yet', 'no run yet']);
  });

  it('keep the name of the whole to themselves', () => {
    const status = { id: 'status', metric: 'response.p95', below: 1 };
    expect(projectSchema.safeParse({ targets: [status] }).success).toBe(false);
  });
});

describe('the picture of a badge', () => {
  it('is well-formed whatever its texts hold, and says them to those who cannot see it', () => {
    const svg = badgeSvg({ label: `<b>"&'\u0001`, text: '</text><script>', tone: 'good' });
    expect(textOf(svg)).toContain('</text><script>');
    expect(svg).toContain(
      'role="img" aria-label="&lt;b&gt;&quot;&amp;&#39;\ufffd: &lt;/text&gt;&lt;script&gt;"',
    );
  });

  it('tells its verdict by shape and word, not by colour alone', () => {
    const shapes = (['good', 'bad', 'unsure', 'neutral'] as const).map(
      (tone) => /[●▲◆○]/.exec(badgeSvg({ label: 'a', text: 'b', tone }))?.[0],
    );
    expect(shapes).toEqual(['●', '▲', '◆', '○']);
  });

  it('is no wider than a line allows', () => {
    const svg = badgeSvg({ label: 'x'.repeat(500), text: 'y', tone: 'good' });
    expect(Number(/width="(\d+)"/.exec(svg)![1])).toBeLessThan(500);
    expect(svg).toContain(`${'x'.repeat(59)}…`);
  });
});
