import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Collection, Folder, Item } from '../../src/model/collection.ts';
import type { RunReport } from '../../src/model/report.ts';
import { type Run, run, temporaryFolder } from '../command.ts';
import { runScript } from '../unit/attach/fake-pm.ts';
import { ALL, hostileSpec, PIECES } from './hostile-spec.ts';
import { writeFiles } from './project.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const OPERATIONS = PIECES.length + 1;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+(;\\d+)*m`, 'g');
const COLOURED = { FORCE_COLOR: '1' };

let folder: string;
let summary: string;
const runs = new Map<string, Run>();
const fileOf = (path: string): string => readFileSync(join(folder, path), 'utf8');
const collection = (): Collection =>
  JSON.parse(fileOf('out/collections/hostile.postman_collection.json')) as Collection;
const report = (): RunReport => JSON.parse(fileOf('out/reports/smoke.json')) as RunReport;
const ran = (name: string): Run => runs.get(name) ?? { code: -1, stdout: '', stderr: '' };

/** Every command that shows text of a spec, on a document that has no other; the run fails, so that failures are shown. */
beforeAll(async () => {
  folder = temporaryFolder();
  summary = join(folder, 'summary.md');
  writeFiles(folder, { 'specs/hostile.json': hostileSpec(), 'other.json': changed() });
  const commands: Readonly<Record<string, readonly string[]>> = {
    build: ['build', '--webhooks', '--verbose'],
    list: ['list'],
    operations: ['list', 'hostile', '--verbose'],
    plan: ['smoke', '--plan'],
    env: ['env', 'list'],
    diff: ['diff', 'specs/hostile.json', 'other.json', '--verbose'],
    markdown: ['diff', 'specs/hostile.json', 'other.json', '--markdown'],
    json: ['list', '--json'],
    // Nothing is that fast: every request is a failure that is told in full.
    smoke: ['smoke', '--verbose', '--mode', 'write'],
  };
  const ci = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  for (const [name, args] of Object.entries(commands)) {
    if (name === 'smoke') tighten();
    runs.set(name, await run(args, { cwd: folder, env: { ...COLOURED, ...(name === 'smoke' ? ci : {}) } }));
  }
});

/** A budget that no response keeps to. */
function tighten(): void {
  const path = 'out/collections/hostile.postman_collection.json';
  const text = fileOf(path).replace(
    '"key": "webhook_url"',
    '"key": "response_budget_ms", "value": "-1"}, {"key": "webhook_url"',
  );
  writeFileSync(join(folder, path), text);
}

/** The document with every second operation gone, and the others asking for more. */
function changed(): object {
  const spec = structuredClone(hostileSpec()) as {
    paths: Record<string, { post: { parameters: object[] } }>;
  };
  for (const [index, [path, { post }]] of Object.entries(spec.paths).entries()) {
    if (index % 2 === 0) delete spec.paths[path];
    else post.parameters.push({ name: `more ${ALL}`, in: 'query', required: true, schema: { enum: [ALL] } });
  }
  return spec;
}

function leaves(items: readonly (Folder | Item)[]): readonly Item[] {
  return items.flatMap((item) => ('item' in item ? leaves(item.item) : [item]));
}

describe('a spec in which every text is hostile', () => {
  it('is built, shown, compared and run', () => {
    const codes = [...runs].map(([name, { code }]) => [name, code]);
    expect(Object.fromEntries(codes)).toEqual({
      ...Object.fromEntries(codes.map(([name]) => [name, 0])),
      smoke: 1,
    });
    expect(leaves(collection().item)).toHaveLength(2 * OPERATIONS);
    // Newman sends no header that is called `__proto__`.
    const requests = report().modules.flatMap((module) => module.requests);
    expect(requests.map(({ status }) => status)).toEqual(
      [...PIECES, ALL].map((text) => (text === '__proto__' ? 400 : 200)),
    );
  });

  it('says nothing to the terminal but lines and our own colours', () => {
    for (const [name, { stdout, stderr }] of runs) {
      const shown = `${stdout}${stderr}`.replaceAll(COLOUR, '');
      const acted = shown.match(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu);
      expect(acted, name).toBeNull();
    }
  });

  it('runs nothing in a script of Postman', () => {
    let calls = 0;
    Object.assign(globalThis, { canary: () => calls++ });
    for (const { event = [] } of leaves(collection().item)) {
      for (const { script } of event) {
        const { tests } = runScript(script.exec, { code: 200, text: '{"id": "1"}' });
        expect(tests.map(({ name }) => name)).not.toContain('broken out');
      }
    }
    expect(calls).toBe(0);
    Reflect.deleteProperty(globalThis, 'canary');
  });

  it('leads no request to another host, and puts the token nowhere but into the header of the auth', () => {
    const built = collection();
    const hosts = leaves(built.item).flatMap(({ request, response }) => [
      request.url.host,
      ...response.flatMap(({ originalRequest }) => originalRequest?.url.host ?? []),
    ]);
    expect(new Set(hosts.flat())).toEqual(new Set(['{{base_url}}', '{{webhook_url}}']));
    const { auth: _auth, ...rest } = built;
    const names = [
      ...JSON.stringify({
        ...rest,
        item: leaves(rest.item).map(({ request }) => ({ ...request, auth: [], description: '' })),
      }).matchAll(/\{\{(.*?)\}\}/g),
    ];
    expect(names.map(([, name]) => name)).not.toContain('access_token');
    const urls = report().modules.flatMap(({ requests }) => requests.map(({ url }) => new URL(url).host));
    expect(new Set(urls)).toEqual(new Set([new URL(report().target.baseUrl).host]));
  });

  it('is text in the Markdown of a CI', () => {
    for (const text of [ran('markdown').stdout, readFileSync(summary, 'utf8')]) {
      expect(text).toContain('canary');
      // CommonMark 0.31, section 6.1: a span ends at a run of as many backticks as it began with.
      const markup = text.replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
      expect(markup.match(/canary|evil|touch|[<[\]\u202e\u2066]|heading/g)).toBeNull();
    }
  });

  it('makes no command of the log of a CI', () => {
    const lines = `${ran('smoke').stdout}\n${ran('smoke').stderr}`.split('\n');
    const commands = lines.filter((line) => line.startsWith('::'));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((line) => !/^::error title=(Smoke run|hostile%3A[^:]*)::/.test(line))).toEqual([]);
  });

  it('is one word each in the shell lines that repeat a request', () => {
    const place = temporaryFolder();
    writeFileSync(join(place, 'curl'), '#!/bin/sh\nprintf "%s\\n" "$#" "$1" "$2"\n');
    chmodSync(join(place, 'curl'), 0o755);
    const env = { PATH: `${place}:${process.env['PATH']}`, ACCESS_TOKEN: 'a-token' };
    const requests = report().modules.flatMap((module) => module.requests);
    for (const { curl } of requests) {
      if (curl === undefined) continue;
      const words = execFileSync('sh', ['-c', curl], { cwd: place, env, encoding: 'utf8' }).split('\n');
      expect(words.slice(1, 3)).toEqual(['-X', 'POST']);
      expect(Number(words[0]) % 2).toBe(1);
    }
    expect(requests.filter(({ curl }) => curl !== undefined)).toHaveLength(OPERATIONS);
    expect(requests.at(-1)?.curl).toMatch(/'\(a body of \d+ characters\)'$/);
    expect(readdirSync(place)).toEqual(['curl']);
  });

  it.skipIf(!existsSync(CHROMIUM))('runs nothing in a browser, and is whole in the XML', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    const events: string[] = [];
    await page.exposeFunction('canary', () => events.push('canary'));
    page.on('console', (message) => events.push(message.text()));
    page.on('pageerror', (error) => events.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) events.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, 'out/reports/report.html')).href);
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
    // The webhooks beside them, which a run skips.
    await expect.poll(() => page.locator('#requests > li').count()).toBe(2 * OPERATIONS);
    expect(events).toEqual([]);
    const xml = fileOf('out/reports/junit.xml');
    const faults = `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'text/xml').querySelectorAll('parsererror').length`;
    expect(await page.evaluate(faults)).toBe(0);
    await browser.close();
  });

  it('leaves every object of JavaScript as it is', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    const folders = collection().item.map(({ name }) => name);
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(folders).toContain(name);
  });
});
