import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/load/parse-document.ts';

const parse = (text: string, file = '/specs/api.yaml'): unknown => parseDocument(text, file).value;

function faultOf(text: string, file: string): unknown {
  const [found] = parseDocument(text, file).diagnostics;
  if (found?.code !== 'spec-syntax') return found;
  return { format: found.args.format, line: found.args.line, column: found.args.column };
}

describe('parseDocument', () => {
  it.each([
    ['JSON by its name', '/a.json', '{"a": 1}', { a: 1 }],
    ['JSON in a YAML file', '/a.yaml', '{"a": 1}', { a: 1 }],
    ['a flow mapping in a YAML file', '/a.yaml', '{a: 1}', { a: 1 }],
    ['YAML in a file called .json', '/a.json', 'a: 1', { a: 1 }],
    ['YAML in a file called .json, after its mark', '/a.json', '---\na: 1', { a: 1 }],
    ['a flow mapping from a URL with a query', 'https://example.com/a.yaml?b=c.json', '{a: 1}', { a: 1 }],
    ['YAML from standard input', 'stdin', 'a: 1', { a: 1 }],
    ['JSON from a URL without a name', 'https://example.com/spec', '{"a": 1}', { a: 1 }],
    ['anchors', '/a.yaml', 'a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    [
      'merge keys',
      '/a.yaml',
      'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3',
      { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } },
    ],
    ['status codes as keys', '/a.yaml', '200: ok\n404: none', { 200: 'ok', 404: 'none' }],
    ['words that YAML 1.1 took for booleans', '/a.yaml', 'a: no\nb: on', { a: 'no', b: 'on' }],
    ['dates as text', '/a.yaml', 'a: 2021-07-28', { a: '2021-07-28' }],
    ['numbers that JSON does not know as text', '/a.yaml', 'a: .inf\nb: .nan', { a: '.inf', b: '.nan' }],
    ['Windows line ends', '/a.yaml', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
  ])('reads %s', (_name, file, text, want) => {
    expect(parse(text, file)).toEqual(want);
  });

  it.each([
    ['a name that redirects to YAML', '/a.json', { base: 'https://b.c/a.yaml' }, 'YAML'],
    ['a name that redirects to JSON', '/a.yaml', { base: 'https://b.c/a.json' }, 'JSON'],
    ['a server that says YAML', 'https://b.c/a', { mediaType: 'application/yaml' }, 'YAML'],
    [
      'a server that says YAML of OpenAPI',
      'https://b.c/a',
      { mediaType: 'application/openapi+yaml' },
      'YAML',
    ],
    ['a name against what the server says', 'https://b.c/a.json', { mediaType: 'text/yaml' }, 'JSON'],
    ['a server that says text', 'https://b.c/a', { mediaType: 'text/plain' }, 'JSON'],
  ])('goes by %s', (_name, file, answer, want) => {
    const { value, diagnostics } = parseDocument('{a: 1}', file, answer);
    if (want === 'YAML') expect(value).toEqual({ a: 1 });
    else
      expect(diagnostics).toMatchObject([{ code: 'spec-syntax', args: { format: 'JSON' }, where: { file } }]);
  });

  it('reads __proto__ as a name like any other', () => {
    expect(Object.keys(parse('{"__proto__": {"a": 1}}') as object)).toEqual(['__proto__']);
    expect(Object.keys(parse('__proto__:\n  a: 1') as object)).toEqual(['__proto__']);
  });

  it.each([
    ['truncated JSON', '/a.json', '{\n  "a": {"b": 1,', { format: 'JSON', line: 2, column: 16 }],
    ['a missing comma', '/a.json', '{\n  "a": 1\n  "b": 2\n}', { format: 'JSON', line: 3, column: 3 }],
    ['a comment in JSON', '/a.json', '{\n  // note\n  "a": 1}', { format: 'JSON', line: 2, column: 3 }],
    ['a comment before JSON', '/a.json', '// note\n{"a": 1}', { format: 'JSON', line: 1, column: 1 }],
    ['a bad escape', '/a.json', '{"a": "\\x"}', { format: 'JSON', line: 1, column: 7 }],
    ['wrong indentation', '/a.yaml', 'a:\n  b: 1\n c: 2', { format: 'YAML', line: 3, column: 1 }],
    ['a key that stands twice', '/a.yaml', 'a: 1\nb: 2\na: 3', { format: 'YAML', line: 3, column: 1 }],
    ['an alias of nothing', '/a.yaml', 'a: 1\nb: *x', { format: 'YAML', line: 2, column: 4 }],
    ['an alias inside its own anchor', '/a.yaml', 'a: &x\n  b: *x', { format: 'YAML', line: 2, column: 6 }],
  ])('says where it found %s', (_name, file, text, want) => {
    expect(faultOf(text, file)).toEqual(want);
  });

  it('refuses an alias bomb quickly', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(10)}]`,
    );
    expect(parseDocument(`l0: &l0 [x]\n${levels.join('\n')}`, '/a.yaml').diagnostics).toMatchObject([
      { code: 'spec-syntax' },
    ]);
  });

  it.each([0, 500, 1_000])(
    'counts the depth of YAML, and never tries it, with %i calls on the stack',
    (calls) => {
      const codeOf = (text: string, left = calls): string | undefined =>
        left > 0 ? codeOf(text, left - 1) : parseDocument(text, '/a.yaml').diagnostics[0]?.code;
      const nested = (levels: number, more = ''): string =>
        `a: ${'['.repeat(levels)}${more}${']'.repeat(levels)}`;
      expect(codeOf(nested(499))).toBeUndefined();
      // Whether a fault after it is found depends on how far the parser comes, so that it may not count.
      for (const text of [nested(500), nested(1_000), nested(1_000, ']'), nested(50_000)])
        expect(codeOf(text)).toBe('spec-too-deep');
      expect(codeOf(`${'- '.repeat(501)}a`)).toBe('spec-too-deep');
    },
  );

  it('takes thousands of aliases of one node', () => {
    expect(parse(`a: &x {b: 1}\nc: [${'*x, '.repeat(3000)}]`)).toMatchObject({ a: { b: 1 } });
  });

  it('gives a value or a place, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom('/a.json', '/a.yaml', 'stdin'),
        (text, file) => {
          const { value, diagnostics } = parseDocument(text, file);
          if (diagnostics.length === 0) expect(() => JSON.stringify(value)).not.toThrow();
          else
            expect(faultOf(text, file)).toMatchObject({
              line: expect.any(Number),
              column: expect.any(Number),
            });
        },
      ),
    );
  });
});
