import { expect, it } from 'vitest';
import { compareUrl } from '../../src/history/compare/compare-url.ts';

const github = 'https://github.com/shop/app';

it('is the page of the repository that compares two commits', () => {
  expect(compareUrl(github, 'a1', 'b2')).toBe('https://github.com/shop/app/compare/a1...b2');
  expect(compareUrl('https://github.com/shop/app.git', 'a1', 'b2')).toBe(
    'https://github.com/shop/app/compare/a1...b2',
  );
  expect(compareUrl(`${github}/`, 'v1/x', 'b2')).toBe('https://github.com/shop/app/compare/v1%2Fx...b2');
  for (const host of ['gitlab.com', 'code.gitlab.example.org'])
    expect(compareUrl(`https://${host}/shop/app`, 'a1', 'b2')).toBe(
      `https://${host}/shop/app/-/compare/a1...b2`,
    );
});

it('needs a repository and two commits that differ', () => {
  expect(compareUrl(undefined, 'a1', 'b2')).toBeNull();
  expect(compareUrl(github, null, 'b2')).toBeNull();
  expect(compareUrl(github, 'a1', null)).toBeNull();
  expect(compareUrl(github, 'a1', 'a1')).toBeNull();
});
