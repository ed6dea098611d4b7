import { buildFixture, type BuiltSite } from '../built-site/built-site.ts';

let built: Promise<BuiltSite> | null = null;

/** The site of a project of six runs, built once for all test files that only read it. */
export const siteOfSixRuns = (): Promise<BuiltSite> => (built ??= buildFixture('browser-site', { runs: 6 }));
