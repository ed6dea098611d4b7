import { describe, expect, it } from 'vitest';
import { joinSource } from '../../../src/report/mdx/join-source.ts';

describe('the source of a sentence with claims on lines of their own', () => {
  it('stands on one line, as one paragraph', () => {
    const source =
      '---\ntitle: A\n---\n\n<Claim metric="errors.rate" below={0.01}>\n  Few *fail*\n</Claim>\n, and\n<Claim metric="response.p95" below={9}>\n  all are\n  fast\n</Claim>\n.\n\n<Report />\n';
    expect(joinSource(source)).toBe(
      '---\ntitle: A\n---\n\n<p><Claim metric="errors.rate" below={0.01}>Few *fail*</Claim>, and <Claim metric="response.p95" below={9}>all are fast</Claim>.</p>\n\n<Report />\n',
    );
  });

  it('is found inside a section, after text, and for a value', () => {
    const source =
      '<ResponseTime>\n\nThe median is\n<Value metric="response.p50" />\nas before.\n\n</ResponseTime>\n';
    expect(joinSource(source)).toBe(
      '<ResponseTime>\n\n<p>The median is <Value metric="response.p50" /> as before.</p>\n\n</ResponseTime>\n',
    );
  });

  it('leaves everything else as it is', () => {
    const source =
      '---\ntitle: A\n---\n\nA sentence\nover two lines, <Claim metric="apdex" above={0.9}>good</Claim>.\n\n- a list\n\n<Report />\n';
    expect(joinSource(source)).toBe(source);
    expect(joinSource('{broken')).toBe('{broken');
  });
});
