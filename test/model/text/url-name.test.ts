import { describe, expect, it } from 'vitest';
import { meantBy, urlName, withoutHost } from '../../../src/model/text/url-name.ts';

describe('urlName', () => {
  it.each([
    ['http://shop.test', 'http://shop.test', '/'],
    ['GET http://Shop.test:8080/Cart?x=1', 'http://shop.test:8080', 'GET /Cart?x=1'],
    ['wss://[::1]:9/ws', 'wss://[::1]:9', '/ws'],
    ['GET http://shop.test?x=1', 'http://shop.test', 'GET /?x=1'],
  ])('%s', (name, origin, plain) => {
    expect(urlName(name)).toEqual({ origin, plain });
  });

  it.each([
    'GET /cart',
    'checkout',
    'see http://a.test/x and http://b.test/y',
    'a://',
    '',
    'pay: http://x/y',
  ])('is null for %s', (name) => {
    expect(urlName(name)).toBeNull();
    expect(withoutHost(name)).toBe(name);
  });
});

it('meantBy takes exact names before those without host', () => {
  const [plain, full] = [{ endpoint: '/x' }, { endpoint: 'http://b.test/x' }];
  expect(meantBy('http://b.test/x', [plain, full])).toEqual([full]);
  expect(meantBy('http://a.test/x', [plain, full])).toEqual([plain]);
  expect(meantBy('/x', [plain, full])).toEqual([plain]);
});
