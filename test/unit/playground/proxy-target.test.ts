import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxyTarget } from '../../../src/playground/proxy-target.ts';

const BASE = 'https://api.example/v1';

describe('the target of a request', () => {
  it.each([
    ['/contacts/', 'https://api.example/v1/contacts/'],
    ['/contacts/a%2Fb?q=a%20b&to=//x', 'https://api.example/v1/contacts/a%2Fb?q=a%20b&to=//x'],
    ['/a..b/.well-known', 'https://api.example/v1/a..b/.well-known'],
    ['/@evil.example/x', 'https://api.example/v1/@evil.example/x'],
    ['/http://evil.example/', 'https://api.example/v1/http://evil.example/'],
    ['/?a=../..', 'https://api.example/v1/?a=../..'],
  ])('of %s is below the base URL', (path, url) => {
    const place = proxyTarget(path, BASE);
    expect('url' in place && place.url.href).toBe(url);
  });

  it.each([
    '',
    'contacts',
    '//evil.example/x',
    '/\\evil.example/x',
    '\\\\evil.example',
    '@evil.example/x',
    ':80@evil.example/',
    '.evil.example/x',
    'http://evil.example/',
    '/..',
    '/../admin',
    '/a/../../admin',
    '/a/..\\..\\admin',
    '/%2e%2e/admin',
    '/.%2E/admin',
    '/a%2f..%2f..%2fadmin',
    '/%252e%252e/admin',
    '/a%5c..%5cadmin',
    '/./a',
    '/a\tb',
    '/.\t./admin',
    '/ä',
  ])('is none for %j', (path) => {
    expect(proxyTarget(path, BASE)).toHaveProperty('refused');
  });

  it('never is at another host, or out of the base URL, whatever the path', () => {
    const hostile = fc.array(
      fc.constantFrom(
        '/',
        '\\',
        '.',
        '..',
        '%2e',
        '%2f',
        '@',
        ':',
        '?',
        '#',
        'evil.example',
        '//',
        '\t',
        'a',
      ),
      { maxLength: 12 },
    );
    const path = fc.oneof(
      hostile.map((parts) => parts.join('')),
      hostile.map((parts) => `/${parts.join('')}`),
      fc.string({ unit: 'binary' }).map((text) => `/${text}`),
    );
    fc.assert(
      fc.property(path, (text) => {
        const place = proxyTarget(text, BASE);
        if (!('url' in place)) return;
        expect(place.url.origin).toBe('https://api.example');
        expect(place.url.pathname.startsWith('/v1/')).toBe(true);
        expect(place.url.username + place.url.password).toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
