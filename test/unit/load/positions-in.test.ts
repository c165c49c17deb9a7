import fc from 'fast-check';
import { findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { at } from '../../../src/diagnostics/pointer.ts';
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

  it.each<[string, string, number | undefined]>([
    ['of a name that stands twice the last one', '{"a": {"b": 1}, "a": {"b": 2}}', 23],
    ['a name with escapes', '{"\\u0061": {"b\\"": 0, "b": "\\\\"}}', 23],
    ['nothing in a value that is no container', '{"a": "{b"}', undefined],
    ['nothing in a file that has changed', '{"a": {"b', undefined],
    ['nothing in what is no JSON', '{"a": {b: , "\\', undefined],
  ])('finds %s', (_name, text, column) => {
    const want = column === undefined ? undefined : { line: 1, column };
    expect(positionsIn(text, '/api.json')('/a/b')).toEqual(want);
  });

  it('finds in any JSON what a parser finds', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const root = parseTree(text);
        const find = positionsIn(text, '/api.json');
        for (const path of pathsIn(JSON.parse(text))) {
          const node = root && findNodeAtLocation(root, [...path]);
          expect(find(at('', ...path))).toEqual(node && shownAt(text, node));
        }
      }),
    );
  });
});

function pathsIn(value: unknown): readonly JSONPath[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = keys.flatMap((key) =>
    pathsIn((value as Record<string, unknown>)[key]).map((path) => [key, ...path]),
  );
  return [[], ...inner];
}

function shownAt(text: string, node: Node) {
  const { offset } = node.parent?.type === 'property' ? node.parent : node;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
