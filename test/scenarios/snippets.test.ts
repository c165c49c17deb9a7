import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, ROOT, run, temporaryFolder } from '../command.ts';
import { canRun, runSnippet } from '../unit/snippets/run-snippet.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const folder = temporaryFolder();
const OUT = join(folder, 'out');

/** Of several modules and methods; with ids, bodies and forms. */
const DOZEN = [
  'contacts/create-contact',
  'contacts/get-contact',
  'contacts/search-contacts',
  'contacts/update-contact',
  'contacts/add-tags',
  'contacts/create-task',
  'contacts/list-notes',
  'contacts/delete-contact',
  'oauth/get-access-token',
  'opportunities/create-opportunity',
  'conversations/create-conversation',
  'conversations/upload-attachments',
];

const EXTENSIONS = [
  ['curl', 'sh'],
  ['javascript', 'mjs'],
  // Passed over where its library `requests` is not installed.
  ['python', 'py'],
] as const;

let mock: ChildProcess;
let url: string;
beforeAll(async () => {
  mock = spawn(process.execPath, [CLI, 'mock', '--port', '0'], { cwd: ROOT });
  const [line] = await once(mock.stdout ?? mock, 'data');
  url = String(line).trim();
  const built = await run(['build', '--out', OUT]);
  expect(built.code, built.stderr).toBe(0);
  const written = await run(['snippets', '--out', OUT]);
  expect(written.code, written.stderr).toBe(0);
});
afterAll(() => mock.kill('SIGKILL'));

describe('hoopai-postman snippets', () => {
  for (const [language, extension] of EXTENSIONS)
    it.skipIf(!canRun(language))(`writes ${language} that the mock answers with success`, async () => {
      const said: string[] = [];
      for (const name of DOZEN) {
        const code = readFileSync(join(OUT, 'snippets', `${name}.${extension}`), 'utf8');
        const ran = await runSnippet(language, code, {
          ...examplesIn(code),
          BASE_URL: url,
          ACCESS_TOKEN: 'any',
        });
        if (ran.code !== 0) said.push(`${name}: ${ran.said}`);
      }
      expect(said).toEqual([]);
    });

  it('writes the same again, and takes away what is no longer made', async () => {
    const project = temporaryFolder();
    const paths = { ...GOOD.paths, '/owners': GOOD.paths['/pets'] };
    writeFiles(project, { 'specs/api.json': { ...GOOD, paths } });
    await run(['build'], { cwd: project });
    await run(['snippets', '--lang', 'curl,python'], { cwd: project });
    const first = filesIn(join(project, 'out', 'snippets'));
    await run(['snippets', '--lang', 'curl,python'], { cwd: project });
    expect(filesIn(join(project, 'out', 'snippets'))).toEqual(first);
    writeFiles(project, { 'specs/api.json': GOOD });
    await run(['build'], { cwd: project });
    await run(['snippets', '--lang', 'curl'], { cwd: project });
    const left = [...filesIn(join(project, 'out', 'snippets')).keys()].filter((path) =>
      path.startsWith('api/'),
    );
    expect(left.filter((path) => path.endsWith('.sh'))).toHaveLength(1);
    // Another language's are another run's.
    expect(left.filter((path) => path.endsWith('.py'))).toHaveLength(2);
  });

  it('keeps a file that a person has changed', async () => {
    const file = 'snippets/oauth/get-access-token.sh';
    writeFiles(OUT, { [file]: 'mine' });
    const again = await run(['snippets', 'oauth', '--lang', 'curl', '--out', OUT]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('foreign-file-in-the-way');
    expect(filesIn(OUT).get(file)).toBe('mine');
  });
});

describe('hoopai-postman snippet', () => {
  it.each([['get-contact'], ['GET /contacts/{contactId}']])('finds an operation as %s', async (operation) => {
    const { code, stdout } = await run(['snippet', 'contacts', operation, '--out', OUT]);
    expect(code).toBe(0);
    expect(stdout).toBe(filesIn(OUT).get('snippets/contacts/get-contact.sh'));
  });

  it('finds one by its operationId', async () => {
    const spec = structuredClone(GOOD) as unknown as { paths: { '/pets': { get: object } } };
    Object.assign(spec.paths['/pets'].get, { operationId: 'fetchAllOfThem' });
    const project = temporaryFolder();
    writeFiles(project, { 'specs/api.json': spec });
    await run(['build'], { cwd: project });
    const { stdout } = await run(['snippet', 'api', 'fetchAllOfThem', '--json'], { cwd: project });
    expect(JSON.parse(stdout)).toMatchObject({ module: 'api', operation: 'GET /pets', language: 'curl' });
  });

  it('names the nearest operations where there is none, and the languages', async () => {
    const unknown = await run(['snippet', 'contacts', 'get-contct', '--out', OUT]);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('did you mean get-contact');
    const language = await run(['snippet', 'contacts', 'get-contact', '--lang', 'pythn', '--out', OUT]);
    expect(language.code).toBe(2);
    expect(language.stderr).toMatch(/did you mean python\?[\s\S]*curl, javascript, python, .*go/);
  });

  it('knows the languages of postman-code-generators, with names to replace for variables', async () => {
    const { code, stdout } = await run(['snippet', 'contacts', 'get-contact', '--lang', 'go', '--out', OUT]);
    expect(code).toBe(0);
    expect(stdout).toContain('// Replace YOUR_CONTACT_ID, YOUR_ACCESS_TOKEN.');
    expect(stdout).toContain('https://services.leadconnectorhq.com/contacts/YOUR_CONTACT_ID');
  });
});

/** The values that the comment at the top proposes. */
function examplesIn(code: string): Record<string, string> {
  const [, needs = ''] = /Set in the environment: (.*)/.exec(code) ?? [];
  const values = [...needs.matchAll(/(\w+)(?: \(([^)]*)\))?(?:, |$)/g)];
  return {
    ...Object.fromEntries(values.map(([, name = '', value]) => [name, value ?? 'any'])),
    UPLOAD_FILE: join(ROOT, 'LICENSE'),
  };
}
