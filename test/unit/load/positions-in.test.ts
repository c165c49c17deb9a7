import { describe, expect, it } from 'vitest';
import { positionsIn } from '../../../src/load/positions-in.ts';

const JSON_TEXT = '{\n  "paths": {\n    "/a/{b}": {"get": {"tags": ["x",\n      "y"]}}\n  }\n}';
const YAML_TEXT = 'paths:\n  /a/{b}:\n    get: &get\n      tags: [x,\n        y]\n    put: *get\n';

describe('positionsIn', () => {
  it.each([
    ['/api.json', '/paths', { line: 2, column: 3 }],
    ['/api.json', '/paths/~1a~1{b}/get', { line: 3, column: 16 }],
    ['/api.json', '/paths/~1a~1{b}/get/tags/1', { line: 4, column: 7 }],
    ['/api.json', '/paths/nothing', undefined],
    ['/api.yaml', '/paths', { line: 1, column: 1 }],
    ['/api.yaml', '/paths/~1a~1{b}/get', { line: 3, column: 5 }],
    ['/api.yaml', '/paths/~1a~1{b}/get/tags/1', { line: 5, column: 9 }],
    ['/api.yaml', '/paths/~1a~1{b}/put/tags', { line: 4, column: 7 }],
    ['/api.yaml', '/paths/nothing/0', undefined],
  ])('finds in %s the node %s', (file, pointer, want) => {
    expect(positionsIn(file.endsWith('.json') ? JSON_TEXT : YAML_TEXT, file)(pointer)).toEqual(want);
  });

  it('finds nothing in a text that does not parse', () => {
    expect(positionsIn('{"a', '/api.json')('/a/b')).toBeUndefined();
    expect(positionsIn('\t- [', '/api.yaml')('/a')).toBeUndefined();
  });
});
