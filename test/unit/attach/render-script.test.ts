import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it, test } from 'vitest';
import { renderScript } from '../../../src/attach/render-script.ts';
import { readTemplate } from '../../../src/io/read-templates.ts';
import type { Json } from '../../../src/model/json.ts';
import { ROOT } from '../../command.ts';

/** Every script template with the names of its markers. */
const TEMPLATES: readonly [string, { readonly [name: string]: Json }][] = [
  ['request-test.js', { spec: { success: [200] } }],
  ['capture.js', { captures: [{ variable: 'id', path: ['id'], made: true }] }],
  ['restore.js', { restores: ['id'] }],
  ['mock-token.js', { host: 'base_url', credentials: ['token'] }],
  ['capture-tokens.js', { tokenNames: { accessToken: 'access_token' } }],
  ['refresh-token.js', { tokens: { path: '/oauth/token' } }],
  ['webhook-test.js', {}],
  ['negative-test.js', { spec: { refusals: [400], fault: 'no token' } }],
];

const MARKER = /(\{\}|\[\]|'') \/\* \w+ \*\//;
const markersOf = (template: string) => [...template.matchAll(/\/\* (\w+) \*\//g)].map(([, name]) => name);

describe('the templates of scripts', () => {
  test('are those of the folder', () => {
    // Those of pages run in a browser, as they are.
    const scripts = readdirSync(join(ROOT, 'templates')).filter((name) =>
      /^(?!report|playground|events).*\.js$/.test(name),
    );
    expect(scripts).toEqual(TEMPLATES.map(([name]) => name).toSorted());
  });

  it.each(TEMPLATES)('%s runs as it is, and once filled in holds no marker', (name, values) => {
    const template = readTemplate(name);
    expect(markersOf(template)).toEqual(Object.keys(values));
    const script = renderScript(template, values).join('\n');
    expect(script).not.toMatch(MARKER);
    for (const code of [template, script])
      expect(() => new Script(`(() => { const isSuccess = true, body = {}; {${code}\n} })`)).not.toThrow();
  });

  it.each(TEMPLATES)('%s is short enough to be read', (name) => {
    const lines = readTemplate(name).split('\n');
    expect(lines.length).toBeLessThan(70);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(125);
  });
});

describe('renderScript', () => {
  it.each<[string, string, { readonly [name: string]: Json }, readonly string[]]>([
    [
      'an object, an entry a line',
      'const a = {} /* a */;\n',
      { a: { b: 1, c: { d: [2] } } },
      ['const a = {', '  b: 1,', '  c: {"d":[2]},', '};'],
    ],
    ['a list', 'for (const a of [] /* a */) a();', { a: ['x', 1] }, ['for (const a of ["x",1]) a();']],
    ['a text', "f('' /* a */);", { a: "it's" }, ['f("it\'s");']],
    [
      'text that is a pattern of replacements',
      "f('' /* a */);",
      { a: "$& $1 $' $$" },
      ['f("$& $1 $\' $$");'],
    ],
    [
      'text that is another marker',
      "f('' /* a */, [] /* b */);",
      { a: '[] /* b */', b: [1] },
      ['f("[] /* b \\u002a/", [1]);'],
    ],
  ])('fills in %s', (_name, template, values, want) => {
    expect(renderScript(template, values)).toEqual(want);
  });

  test('a value without a place is our fault, and said so', () => {
    expect(() => renderScript('f();', { a: 1 })).toThrow('a');
  });
});
