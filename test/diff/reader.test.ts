import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/diff/next-step.ts';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { releaseMarkdown } from '../../src/diff/markdown/release-markdown.ts';
import type { Reader } from '../../src/diff/reader.ts';
import { aDiff, aRun, calm, metric } from './make-diff.ts';

const missed = {
  targets: [{ id: 'fast', base: 'met', head: 'not met', margin: -0.1 }],
} as const;
const worse = aRun({ metrics: [metric()], targets: [], configuration: [] });
const text = (run: typeof worse, reader: Reader): string => nextStep(run, reader).replaceAll('\u00a0', ' ');

describe('advice outside of a pull request', () => {
  it('has nothing to merge', () => {
    const runs = [
      worse,
      aRun({ metrics: [calm('browse')], targets: [...missed.targets] }),
      aRun({ metrics: [calm('browse')], targets: [{ ...missed.targets[0], base: 'not met' }] }),
      aRun({ metrics: [], targets: [], vanished: ['pay'] }),
    ];
    for (const run of runs)
      for (const reader of ['runs', 'page'] as const)
        expect(text(run, reader)).not.toMatch(/merg|main branch/);
    for (const run of runs) expect(text(run, 'pull request')).toMatch(/merg|main branch/);
  });

  it('says where to accept a regression and change a target', () => {
    expect(text(worse, 'runs')).toBe(
      'fix the regression of pay p95 200 → 250 ms. If the regression is intended, accept it in annotations.json.',
    );
    expect(text(aRun({ metrics: [calm('browse')], targets: [...missed.targets] }), 'runs')).toBe(
      'meet the missed target, or change the target in project.json.',
    );
  });

  it('is that of a comparison of two runs, and of a release', () => {
    const shown = diffMarkdown(aDiff(worse), { reader: 'runs' });
    expect(shown).not.toMatch(/before merging|[Mm]erge/);
    expect(shown).toContain('Add to `annotations.json` of the data folder:');
    expect(diffMarkdown(aDiff(worse))).toContain('before merging');
    const names = { release: '2.0.0', former: '1.0.0', head: 'r2', base: 'r1' };
    const changes = { ...names, levelShifts: [], recommendations: [] };
    expect(releaseMarkdown(changes as never, worse)).not.toMatch(/before merging/);
  });
});
