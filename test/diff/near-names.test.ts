import { describe, expect, it } from 'vitest';
import { joinHint, nearNames } from '../../src/diff/near-names.ts';

describe('nearNames', () => {
  it.each([
    ['GET http://a.test:80/x', 'GET http://b.test/x', 'host'],
    ['GET /x', 'GET http://b.test/x', 'host'],
    ['GET /users/17', 'GET /users/23', 'id'],
    ['GET /o/3f2a91bc77d0/items', 'GET /o/99aa01bc77d1/items', 'id'],
    ['GET /search?page=2', 'GET /search?page=3', 'id'],
  ])('%s and %s differ by %s', (vanished, appeared, differsBy) => {
    expect(nearNames([vanished], ['other', appeared])).toEqual([{ vanished, appeared, differsBy }]);
  });

  it.each([
    ['GET /users/17', 'GET /orders/17'],
    ['GET /v1/users', 'GET /v2/users'],
    ['checkout', 'search'],
    ['Sort/100', 'Sort/1000'],
  ])('%s and %s are not near', (vanished, appeared) => {
    expect(nearNames([vanished], [appeared])).toEqual([]);
  });

  it('uses each name once', () => {
    expect(nearNames(['/a/1', '/a/2'], ['/a/3'])).toHaveLength(1);
  });

  it('says how to join them', () => {
    const [near] = nearNames(['GET /users/17'], ['GET /users/23']);
    const [other] = nearNames(['GET /orders/17'], ['GET /orders/23']);
    expect(joinHint([near!])).toMatch(/^If they are one endpoint, /);
    expect(joinHint([near!, near!])).toMatch(/^If they are one endpoint, /);
    expect(joinHint([near!, other!])).toMatch(/^If they are the same endpoints, .*users.*orders/);
    expect(joinHint([near!])).toContain('{"id":"GET /users/ID","match":["GET /users/*"]}');
  });
});
