import { describe, expect, it } from 'vitest';
import { refusedHost, refusedSender } from '../../../src/playground/admit.ts';

const KEY = 'the-key-of-this-start';
const OWN = { 'x-playground-key': KEY, 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:4020' };

describe('who may use the playground', () => {
  it.each([
    ['127.0.0.1:4020', true],
    ['localhost:4020', true],
    ['LOCALHOST:4020', true],
    ['127.0.0.1', false],
    ['127.0.0.1:4021', false],
    ['evil.example', false],
    ['evil.example:4020', false],
    ['127.0.0.1.evil.example:4020', false],
    ['localhost:4020.evil.example', false],
    [undefined, false],
  ])('under the host name %s: %s', (host, isTaken) => {
    expect(refusedHost({ method: 'GET', headers: { host } }, 4020) === undefined).toBe(isTaken);
  });

  it.each([
    ['the page itself', OWN, true],
    ['the page under the other name', { ...OWN, origin: 'http://localhost:4020' }, true],
    ['a program with the key', { 'x-playground-key': KEY }, true],
    ['nobody with a key', { ...OWN, 'x-playground-key': undefined }, false],
    ['another key', { ...OWN, 'x-playground-key': 'the-key-of-last-start' }, false],
    ['a part of the key', { ...OWN, 'x-playground-key': KEY.slice(1) }, false],
    ['a page of another site', { ...OWN, 'sec-fetch-site': 'cross-site' }, false],
    ['a page at another port', { ...OWN, 'sec-fetch-site': 'same-site' }, false],
    ['a link or an address typed', { ...OWN, 'sec-fetch-site': 'none' }, false],
    ['a page of another origin', { ...OWN, origin: 'http://127.0.0.1:4021' }, false],
    ['a page without an origin', { ...OWN, origin: 'null' }, false],
  ])('has requests passed on: %s: %#', (_who, headers, isTaken) => {
    expect(refusedSender({ method: 'GET', headers }, 4020, KEY) === undefined).toBe(isTaken);
  });
});
