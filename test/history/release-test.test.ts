import { describe, expect, it } from 'vitest';
import { releaseTest, shownReleaseTest, withoutV } from '../../src/history/compare/release-test.ts';
import { projectSchema } from '../../src/model/documents/project.ts';

const versions = ['v1.4.0', '1.4.0', 'v2.0.0', 'nightly', 'very-new', '1.4.0-rc.1'];
const releases = (glob: string): string[] => {
  const isRelease = releaseTest(projectSchema.parse({ baseline: { release: glob } }));
  return versions.filter((version) => isRelease?.({ manifest: { version } }));
};

describe('a release', () => {
  it('is a version that matches, with or without its v', () => {
    expect(releases('v*')).toEqual(['v1.4.0', '1.4.0', 'v2.0.0', 'very-new', '1.4.0-rc.1']);
    expect(releases('v1.*')).toEqual(['v1.4.0', '1.4.0', '1.4.0-rc.1']);
    expect(releases('1.4.0')).toEqual(['v1.4.0', '1.4.0']);
    expect(releases('nightly')).toEqual(['nightly']);
  });

  it('is no run without a version, and unknown without a glob', () => {
    expect(releaseTest(projectSchema.parse({ baseline: { release: '*' } }))?.({ manifest: {} })).toBe(false);
    expect(releaseTest(projectSchema.parse({}))).toBeNull();
  });

  it('is shown by `releases`, else by `baseline`', () => {
    const shown = (project: object, version: string): boolean | undefined =>
      shownReleaseTest(projectSchema.parse(project))?.({ manifest: { version } });
    const both = { releases: { tags: 'r*' }, baseline: { release: 'v*' } };
    expect([shown(both, 'r1'), shown(both, 'v1')]).toEqual([true, false]);
    expect(shown({ baseline: { release: 'v*' } }, 'v1')).toBe(true);
    expect(shown({}, 'v1')).toBeUndefined();
  });

  it('has a v only before a digit', () => {
    expect(['v1.0', 'vnext', '1.0'].map(withoutV)).toEqual(['1.0', 'vnext', '1.0']);
  });
});
