import { execFile, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, plainEnvironment, ROOT, temporaryFolder } from '../command.ts';
import { type FakeApi, servePostmanApi } from './postman-api/serve-postman-api.ts';

interface Block {
  readonly language: string;
  readonly text: string;
}

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const BLOCKS: readonly Block[] = [...README.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);
const SHELL = BLOCKS.map((block, index) => ({ ...block, output: BLOCKS[index + 1] })).filter(
  ({ language }) => language === 'sh',
);
/** Run by CI itself, in a clean clone. */
const INSTALLS = /^npm ci/m;

const folder = temporaryFolder();
const binaries = temporaryFolder();
let server: Server;
let origin: string;
let postman: FakeApi;

/** A project as the README's reader has it: specs, a file of one's own, the package installed. */
beforeAll(async () => {
  postman = await servePostmanApi();
  cpSync(join(ROOT, 'specs'), join(folder, 'specs'), { recursive: true });
  cpSync(join(ROOT, 'test', 'fixtures', 'readme'), folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'hoopai-postman'));
  writeFileSync(join(binaries, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(join(binaries, 'npx'), 0o755);
  const spec = readFileSync(join(ROOT, 'test', 'fixtures', 'readme', 'api.yaml'));
  server = createServer((_request, response) => response.end(spec));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await writeExport();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

describe('the README', () => {
  it('has blocks to run', () => {
    expect(SHELL.length).toBeGreaterThan(7);
  });

  it('names the scripts of the package', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...README.matchAll(/npm (?:run )?(start|test|bench[:\w]*)/g)].map(([, name]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
    expect(named).toContain('start');
  });

  for (const { text, output } of SHELL.filter((block) => !INSTALLS.test(block.text))) {
    for (const command of text.trim().split('\n')) {
      const alone = text.trim() === command;
      it(`shows what happens: ${command.replace(/\s+#.*/, '')}`, async () => {
        const ran = await shell(command.replaceAll('https://example.com', origin));
        expect(ran.code, ran.said).toBe(command.includes('truncated') ? 2 : 0);
        if (alone && output?.language === 'text') expect(ran.said.trim()).toBe(output.text.trim());
      });
    }
  }

  it('shows what npm start prints', async () => {
    const ran = await shell(
      'npx hoopai-postman build --out out-of-start && npx hoopai-postman smoke --out out-of-start',
    );
    const [shown = ''] = BLOCKS.filter(({ text }) => text.startsWith('$ npm start')).map(({ text }) => text);
    // How long a run takes is another matter each time.
    const untimed = (text: string) =>
      text
        .replaceAll(/^(\S+ .*\d) +\d+ +\d+$/gm, '$1')
        .replaceAll(/[\d.]+ s$/gm, '')
        .trim();
    expect(untimed(ran.said.replaceAll('out-of-start', 'out'))).toBe(
      untimed(shown.replace('$ npm start', '')),
    );
  });

  // A block whose first line is the command; `…` stands for lines left out.
  const [watching, ...excerpts] = BLOCKS.filter(({ text }) =>
    text.startsWith('$ npx hoopai-postman '),
  ).toSorted((left, right) => Number(right.text.includes(' watch ')) - Number(left.text.includes(' watch ')));
  it.each(excerpts.map(({ text }) => text.trim().split('\n')))(
    'shows a part of what comes: %s',
    async (...lines) => {
      const [command = '', ...shown] = lines;
      const ran = await shell(command.slice(2));
      expect(ran.code, ran.said).toBe(0);
      const parts = shown
        .join('\n')
        .split('…')
        .map((part) => part.trim());
      let from = 0;
      for (const part of parts) {
        expect(ran.said.slice(from)).toContain(part);
        from = ran.said.indexOf(part, from) + part.length;
      }
    },
  );

  it('shows what watch says of a change and of a fault', async () => {
    const [command = '', ...shown] = watching?.text.trim().split('\n') ?? [];
    const spec = join(folder, 'specs', 'contacts.json');
    const before = readFileSync(spec, 'utf8');
    const child = spawn('sh', ['-c', `exec ${command.slice(2)} 2>&1`], { cwd: folder, env: surroundings() });
    const said = { text: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.text += chunk.toString();
    });
    await expect.poll(() => said.text, { timeout: 60_000 }).toContain('Watching');
    writeFileSync(spec, before.replace('"Update contact"', '"Change contact"'));
    await expect.poll(() => said.text, { timeout: 60_000 }).toContain('changed (');
    writeFileSync(spec, before.slice(0, before.indexOf('"title"')));
    await expect.poll(() => said.text, { timeout: 60_000 }).toContain('stay (');
    writeFileSync(spec, before);
    child.kill('SIGINT');
    const untimed = (text: string) => text.replaceAll(/\d+ ms/g, '').trim();
    expect(untimed(said.text)).toBe(untimed(shown.join('\n')));
  });

  it('shows configs that are taken', async () => {
    const configs = BLOCKS.filter(({ text }) => /defineConfig|^# hoopai-postman\.config/.test(text));
    expect(configs).toHaveLength(2);
    for (const { language, text } of configs) {
      const file = `readme.config.${language}`;
      writeFileSync(join(folder, file), text);
      expect(await shell(`npx hoopai-postman build --dry-run --quiet --config ${file}`)).toEqual({
        code: 0,
        said: '',
      });
    }
  });

  it('shows library code that runs', async () => {
    const [code = ''] = BLOCKS.filter(({ language }) => language === 'js').map(({ text }) => text);
    writeFileSync(join(folder, 'readme-library.mjs'), code);
    const ran = await shell(`"${process.execPath}" readme-library.mjs`);
    expect(ran.code, ran.said).toBe(0);
    expect(ran.said).toMatch(/^api built\nexample-contradicts-schema .*api\.yaml/);
  });

  it('has the dependency table of the package', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: object;
    };
    const table = /## Dependencies\n([\s\S]*?)\n##/.exec(README)?.[1] ?? '';
    const named = [...table.matchAll(/^\| ([@\w/-]+) \|/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'package');
    expect(named.toSorted()).toEqual(Object.keys(dependencies).toSorted());
  });

  it('lists the flags of the command', async () => {
    const help = (await shell('npx hoopai-postman build --help')).said;
    const flags = [...help.matchAll(/--([\w-]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(flags)].filter((name) => !README.includes(`--${name}`))).toEqual([]);
  });
});

/** What a person has exported from Postman after some edits. */
async function writeExport(): Promise<void> {
  await shell('npx hoopai-postman build contacts --quiet');
  const built = readFileSync(join(folder, 'out', 'collections', 'contacts.postman_collection.json'), 'utf8');
  const edited = built
    .replace('"name": "Create contact"', '"name": "Add a customer"')
    .replace(/(?<="Add a customer"[\s\S]*?"raw": "[^\n]*firstName\\": \\")\w+/, 'Zoe')
    .replace(/(?<="Add a customer"[\s\S]*?"exec": \[\n)/, '"// Ours.",')
    .replace(/(?<="contact_id",\s+"value": ")\w+/, 'ours-1');
  writeFileSync(join(folder, 'contacts-export.json'), edited);
}

/** Both streams as a person sees them; spaces at line ends are not shown in a README. */
function shell(command: string): Promise<{ code: number; said: string }> {
  const options = { cwd: folder, env: surroundings() };
  return new Promise((resolve) => {
    execFile('sh', ['-c', `{ ${command.replace(/\s+#.*/, '')}; } 2>&1`], options, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout.replaceAll(/ +$/gm, '') }),
    );
  });
}

function surroundings(): NodeJS.ProcessEnv {
  const env = plainEnvironment();
  const path = `${binaries}${delimiter}${env['PATH']}`;
  return { ...env, POSTMAN_API_KEY: postman.key, POSTMAN_API_BASE: postman.origin, PATH: path };
}
