import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { GOOD, treeOf, writeFiles } from './project.ts';

const NAME = 'hoopai-postman.config';

type Files = { readonly [path: string]: unknown };

/** What it is, the config file's extension, its text, and what the one message says. */
type Row = readonly [name: string, extension: string, text: string, want: RegExp];

const UNREADABLE: readonly Row[] = [
  ['half a JSON document', 'json', '{\n  "out": "x",', /config\.json .*JSON at line 2, column \d+/],
  ['bad YAML', 'yaml', 'out: x\nspecs: [a.json', /config\.yaml .*YAML at line 2, column \d+/],
  ['nothing, as JSON', 'json', '', /config\.json .*/],
  ['TypeScript that does not parse', 'ts', 'export default {', /config\.ts .*/],
  ['JavaScript that does not parse', 'js', 'export default {{', /config\.js .*/],
  ['a module that throws', 'mjs', 'throw new Error("boom")', /config\.mjs .*boom/],
  ['a module that throws no error', 'mjs', 'throw "boom"', /config\.mjs .*boom/],
  ['a module that imports what is not there', 'mjs', 'import "./none.mjs"', /config\.mjs .*none\.mjs/],
  ['a module without a default export', 'ts', 'export const out = "x"', /config\.ts .*export default/],
];

const INVALID: readonly Row[] = [
  ['an unknown key', 'json', '{\n  "spces": []\n}', /config\.json:2:3 .*spces.*did you mean specs/],
  [
    'an unknown key in TypeScript',
    'ts',
    'export default { outt: "x" }',
    /config\.ts .*outt.*did you mean out/,
  ],
  [
    'an unknown key in JavaScript',
    'js',
    'export default { outt: "x" }',
    /config\.js .*outt.*did you mean out/,
  ],
  [
    'an unknown key in a module',
    'mjs',
    'export default { outt: "x" }',
    /config\.mjs .*outt.*did you mean out/,
  ],
  [
    'an unknown key further in',
    'yaml',
    'limits:\n  redirect: 1',
    /config\.yaml:2:3 .*limits\.redirect: .*redirects/,
  ],
  ['a key that is near to none', 'yaml', 'frobnicate: 1', /config\.yaml:1:1 .*known here are specs, out/],
  ['a wrong type', 'yaml', 'webhooks: maybe', /config\.yaml:1:\d+ .*webhooks.*true or false.*"maybe"/],
  ['a number below 0', 'json', '{"limits": {"specBytes": -1}}', /config\.json:1:\d+ .*limits\.specBytes/],
  ['an unknown profile', 'yaml', 'profile: hopai', /config\.yaml:1:\d+ .*profile.*hoopai/],
  ['a list', 'json', '[]', /config\.json:1:1 .*an object/],
  ['a text', 'yaml', 'specs', /config\.yaml:1:1 .*an object/],
  ['a function', 'mjs', 'export default () => ({})', /config\.mjs .*an object.*a function/],
  ['an empty path', 'json', '{"out": ""}', /config\.json:1:\d+ .*out.*not empty/],
];

describe.concurrent('a config that is', () => {
  it.each(UNREADABLE)('%s cannot be loaded', async (_name, extension, text, want) => {
    await expectRefused({ [`${NAME}.${extension}`]: text }, [], { code: 'config-unreadable', want });
  });

  it.each(INVALID)('%s is refused', async (_name, extension, text, want) => {
    await expectRefused({ [`${NAME}.${extension}`]: text }, [], { code: 'config-invalid', want });
  });

  it.each<[string, Files, readonly string[], string]>([
    ['not there', {}, ['--config', 'none.json'], 'config-not-found'],
    ['there twice', { [`${NAME}.json`]: '{}', [`${NAME}.yaml`]: 'out: x' }, [], 'config-ambiguous'],
    ['of another kind', { 'config.toml': 'out = "x"' }, ['--config', 'config.toml'], 'config-unreadable'],
    ['a folder', { 'config.json/x': '' }, ['--config', 'config.json'], 'config-unreadable'],
    ['binary', { 'config.json': Buffer.from([0, 1, 255]) }, ['--config', 'config.json'], 'config-unreadable'],
  ])('%s is refused', async (_name, files, args, code) => {
    await expectRefused(files, args, { code, want: /config/ });
  });

  it('holding a secret is refused, and the secret is not printed', async () => {
    const environments = { production: { access_token: 'planted-secret' } };
    const files = { [`${NAME}.json`]: { environments } };
    const stderr = await expectRefused(files, [], { code: 'config-invalid', want: /access_token/ });
    expect(stderr).not.toContain('planted-secret');
  });

  it('wrong in many places is told all of them at once', async () => {
    const cwd = project({ [`${NAME}.yaml`]: 'spces: []\nout: 1\nlimits: {redirects: many, x: 1}\n' });
    const { stdout, code } = await run(['build', '--json'], { cwd });
    expect(code).toBe(2);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { pointer: string; line: number }[] };
    const places = diagnostics.map(({ pointer, line }) => `${line} ${pointer}`);
    expect(places.toSorted()).toEqual(['1 /spces', '2 /out', '3 /limits/redirects', '3 /limits/x']);
  });
});

function project(files: Files): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/a.json': GOOD, ...files });
  return folder;
}

/** Exit 2 with one message that names the file, without a stack trace; nothing written. Gives what was said. */
async function expectRefused(
  files: Files,
  args: readonly string[],
  { code, want }: { readonly code: string; readonly want: RegExp },
): Promise<string> {
  const cwd = project(files);
  const before = treeOf(cwd);
  const ran = await run(['build', ...args], { cwd });
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
  expect(ran.stderr).toMatch(want);
  expect(ran.stderr.match(/\([a-z]+(-[a-z]+)+\)$/gm)).toEqual([`(${code})`]);
  expect(ran.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(treeOf(cwd)).toEqual(before);
  return ran.stderr;
}
