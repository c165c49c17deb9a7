import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { CLI, ROOT, type Run, run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { runNewman } from './newman.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';
import { type Meddle, type ProxiedMock, proxiedMock } from './proxied-mock.ts';

const TOKEN = 'pit-Zq8/x+Y7~secret=42';
const LIVE = { ACCESS_TOKEN: TOKEN, LOCATION_ID: 'loc-live', BASE_URL: '' };

let firstBuild: Promise<string> | undefined;

/** A folder with what the bundled specs are built to, in `out`; the build is done once for all tests. */
async function built(): Promise<string> {
  firstBuild ??= builtHere();
  const folder = temporaryFolder();
  cpSync(await firstBuild, folder, { recursive: true });
  return folder;
}

async function builtHere(): Promise<string> {
  const folder = temporaryFolder();
  expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
  return folder;
}

function reportIn({ stdout }: Run): RunReport {
  return JSON.parse(stdout) as RunReport;
}

function savedReport(folder: string): RunReport {
  return JSON.parse(readFileSync(join(folder, 'out/reports/smoke.json'), 'utf8')) as RunReport;
}

interface Live {
  readonly folder: string;
  readonly mock: ProxiedMock;
  readonly smoke: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Run>;
}

/** A live target that behaves like the platform, but for what `meddle` does. */
async function live(meddle?: Meddle): Promise<Live> {
  const folder = await built();
  const mock = await proxiedMock(folder, meddle);
  return {
    folder,
    mock,
    smoke: (args, env = {}) =>
      run(['smoke', '--env', 'production', ...args], {
        cwd: folder,
        env: { ...LIVE, BASE_URL: mock.url, ...env },
      }),
  };
}

const WRITING = ['--mode', 'write', '--allow-writes'];
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A live run that a test sends signals to. */
function smokeProcess(
  folder: string,
  mock: ProxiedMock,
  modules: readonly string[],
  flags: readonly string[],
): ChildProcess {
  return spawn(process.execPath, [CLI, 'smoke', ...modules, '--env', 'production', '--quiet', ...flags], {
    cwd: folder,
    env: { ...process.env, ...LIVE, BASE_URL: mock.url },
  });
}

/** Ids that a create answered and that no DELETE named afterwards. */
function leftBehind({ seen }: ProxiedMock): readonly string[] {
  const made = seen
    .filter(
      ({ method, status, path }) => method === 'POST' && status === 201 && path.startsWith('/contacts/'),
    )
    .flatMap(({ text }) => {
      const { contact } = JSON.parse(text) as { contact?: { id?: string } };
      return contact?.id ?? [];
    });
  const deleted = seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  return made.filter((id) => !deleted.some((path) => path.includes(id)));
}

/** Two requests make boats, and one deletes them. */
const TWO_WAYS = {
  openapi: '3.0.3',
  info: { title: 'Boats', version: '1.0.0' },
  paths: {
    '/boats': { post: boatMaker('Create a boat') },
    '/boats/plan/{planId}/boat': { post: boatMaker('Create a boat from a plan') },
    '/boats/{boatId}': {
      delete: {
        summary: 'Scrap a boat',
        parameters: [{ name: 'boatId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'Scrapped' } },
      },
    },
  },
};

function boatMaker(summary: string): object {
  const boat = { type: 'object', required: ['boatId'], properties: { boatId: { type: 'string' } } };
  return {
    summary,
    parameters: [{ name: 'planId', in: 'path', required: true, schema: { type: 'string' } }].filter(() =>
      summary.includes('plan'),
    ),
    responses: {
      201: {
        description: 'Built',
        content: { 'application/json': { schema: { properties: { boat }, required: ['boat'] } } },
      },
    },
  };
}

describe('smoke on the embedded mock', () => {
  it('deletes everything that several requests of a kind made', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'specs/boats.json': JSON.stringify(TWO_WAYS) });
    await run(['build', '--quiet'], { cwd: folder });
    const ran = await run(['smoke', '--json'], { cwd: folder });
    const [boats] = reportIn(ran).modules;
    const scrapped = boats?.requests.filter(({ key }) => key.startsWith('DELETE'));
    expect(scrapped).toMatchObject([{ status: 204 }, { status: 204 }]);
    expect(new Set(scrapped?.map(({ url }) => url)).size).toBe(2);
  });

  it('sends every operation, passes, and reports', async () => {
    const folder = await built();
    const ran = await run(['smoke', '--json'], { cwd: folder });
    expect(ran.code).toBe(0);
    const { totals, modules, mode, state } = reportIn(ran);
    const manifest = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8')) as {
      modules: Record<string, { operations: number }>;
    };
    const operations = Object.values(manifest.modules).reduce((sum, module) => sum + module.operations, 0);
    expect({ mode, state, sent: totals.sent, failed: totals.failed }).toEqual({
      mode: 'write',
      state: 'complete',
      sent: operations,
      failed: 0,
    });
    expect(modules.every(({ requests }) => requests.every(({ assertions }) => assertions.length > 0))).toBe(
      true,
    );
    expect([...filesIn(join(folder, 'out/reports')).keys()]).toEqual([
      'junit.xml',
      'report.html',
      'smoke.json',
    ]);
  });

  it('refuses every faulty request as the spec says, in mode negative', async () => {
    const folder = await built();
    const ran = await run(['smoke', 'contacts', 'opportunities', '--mode', 'negative', '--json'], {
      cwd: folder,
    });
    expect(ran.code).toBe(0);
    const { modules } = reportIn(ran);
    const purposes = modules.flatMap(({ requests }) => requests.map(({ purpose }) => purpose));
    for (const purpose of [
      'no token',
      'wrong header Version',
      'without header Version',
      'without query locationId',
    ])
      expect(purposes).toContain(purpose);
    expect(purposes.some((purpose) => purpose.startsWith('wrong body'))).toBe(true);
  });

  it('makes of its shards, each operation in one, what the whole run gives', async () => {
    const folder = await built();
    const whole = reportIn(await run(['smoke', 'contacts', 'oauth', '--json'], { cwd: folder }));
    for (const shard of [1, 2, 3]) {
      const ran = await run(['smoke', 'contacts', 'oauth', '--shard', `${shard}/3`, '--json'], {
        cwd: folder,
      });
      expect([ran.code, reportIn(ran).shard]).toEqual([0, { index: shard, total: 3 }]);
      writeFiles(folder, { [`shards/${shard}.json`]: reportIn(ran) });
    }
    const files = [1, 2, 3].map((shard) => `shards/${shard}.json`);
    const merged = reportIn(await run(['report', 'merge', ...files, '--json'], { cwd: folder }));
    expect(merged.totals).toEqual(whole.totals);
    expect(merged.modules.map(({ coverage }) => coverage)).toEqual(
      whole.modules.map(({ coverage }) => coverage),
    );
    const keys = ({ modules }: RunReport) =>
      modules.flatMap(({ module, requests }) => requests.map(({ key }) => `${module} ${key}`)).toSorted();
    expect(keys(merged)).toEqual(keys(whole));
  }, 120_000);

  it.each<[string, string]>([
    ['rows.csv', '\ufefffirst_name,note\r\n"Ana, B.",x\r\nBo,"say ""hi"""\r\n'],
    ['rows.json', '[{"first_name": "Ana, B."}, {"first_name": "Bo"}]'],
  ])('runs once for each row of %s', async (name, text) => {
    const folder = await built();
    writeFiles(folder, { [name]: text });
    const ran = await run(['smoke', 'oauth', '--data', name, '--json'], { cwd: folder });
    expect(ran.code).toBe(0);
    const iterations = reportIn(ran).modules.flatMap(({ requests }) =>
      requests.map(({ iteration }) => iteration),
    );
    expect(new Set(iterations)).toEqual(new Set([0, 1]));
  });

  it('sends what --grep and --folder choose, and tells a plan without sending', async () => {
    const folder = await built();
    const ran = await run(['smoke', 'contacts', '--grep', 'task', '--json'], { cwd: folder });
    const keys = reportIn(ran).modules.flatMap(({ requests }) => requests.map(({ key }) => key));
    expect(keys.length).toBeGreaterThan(2);
    expect(keys.filter((key) => !/task/i.test(key))).toEqual([]);
    const before = filesIn(join(folder, 'out'));
    const plan = await run(['smoke', 'contacts', '--plan'], { cwd: folder });
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain('POST /contacts/');
    expect(filesIn(join(folder, 'out'))).toEqual(before);
  });
});

describe('smoke on a live target', () => {
  it('reads only, with values of an .env file, and says of the rest why it was not sent', async () => {
    const { folder, mock } = await live();
    writeFiles(folder, { '.env': `ACCESS_TOKEN=${TOKEN}\nLOCATION_ID="loc-live"\nBASE_URL=${mock.url}\n` });
    const { ACCESS_TOKEN: _token, LOCATION_ID: _location, BASE_URL: _base, ...env } = process.env;
    const ran = await new Promise<Run>((resolve) => {
      const child = spawn(process.execPath, [CLI, 'smoke', '--env', 'production', '--json'], {
        cwd: folder,
        env,
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk) => (stdout += String(chunk)));
      child.stderr.on('data', (chunk) => (stderr += String(chunk)));
      child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    });
    expect(ran.code).toBe(0);
    const { mode, totals, modules } = reportIn(ran);
    expect(mode).toBe('read');
    expect(totals.sent).toBeGreaterThan(20);
    // HEAD: the probe before the run.
    expect(new Set(mock.seen.map(({ method }) => method))).toEqual(new Set(['HEAD', 'GET']));
    for (const { skipped } of modules)
      for (const { reason } of skipped) expect(reason.length).toBeGreaterThan(10);
  });

  it('sends no made-up id where the target gives none', async () => {
    const folder = await built();
    const paths: string[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
    const ran = await run(['smoke', '--env', 'production', '--json'], {
      cwd: folder,
      env: { ...LIVE, BASE_URL: url },
    });
    expect(ran.code).toBe(1);
    const examples = [...filesIn(join(folder, 'out/collections')).values()].flatMap((text) =>
      (JSON.parse(text) as { variable: { value: string }[] }).variable.map(({ value }) => value),
    );
    const segments = new Set(paths.flatMap((path) => path.split(/[/?&=]/)));
    expect(paths.length).toBeGreaterThan(10);
    expect(examples.filter((example) => example !== '' && segments.has(example))).toEqual([]);
    expect(paths.filter((path) => path.includes('{{') || path.includes('%7B'))).toEqual([]);
  });

  it('plans without a token', async () => {
    const { folder, mock } = await live();
    const ran = await run(['smoke', 'contacts', '--env', 'production', '--plan', '--mode', 'write'], {
      cwd: folder,
      env: { ACCESS_TOKEN: '', LOCATION_ID: '', BASE_URL: '' },
    });
    expect([ran.code, mock.asked]).toEqual([0, []]);
    expect(ran.stdout).toMatch(/send {2}GET .*\n.*send {2}POST/s);
  });

  it('takes a key beside the token from the process environment, and shows it nowhere', async () => {
    const folder = temporaryFolder();
    const keys: unknown[] = [];
    const url = await serve((request, response) => {
      keys.push(request.headers['x-kennel-key']);
      response.writeHead(400, JSON_TYPE).end(JSON.stringify(request.headers));
    });
    writeFiles(folder, {
      'specs/kennel.json': {
        ...GOOD,
        paths: {
          '/dogs': {
            get: { security: [{ bearer: [], kennelKey: [] }], responses: { 200: { description: 'ok' } } },
          },
        },
        components: {
          securitySchemes: {
            bearer: { type: 'http', scheme: 'bearer' },
            kennelKey: { type: 'apiKey', in: 'header', name: 'X-Kennel-Key' },
          },
        },
      },
    });
    expect(await run(['build', '--quiet', '--spec', 'specs/kennel.json'], { cwd: folder })).toMatchObject({
      code: 0,
    });
    const ran = await run(['smoke', '--env', 'production', '--verbose'], {
      cwd: folder,
      env: { ...LIVE, BASE_URL: url, KENNEL_KEY: 'woof-3141592' },
    });
    expect(keys).toContain('woof-3141592');
    const artefacts = [...filesIn(folder).values(), ran.stdout, ran.stderr];
    expect(artefacts.filter((text) => text.includes('woof-3141592'))).toEqual([]);
  });

  it('writes only when allowed to, and then leaves nothing behind, also after failures', async () => {
    const { mock, smoke } = await live((request, response) => {
      if (request.method !== 'PUT') return false;
      response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message": "out of order"}');
      return true;
    });
    const refused = await smoke(['contacts', '--mode', 'write']);
    expect([refused.code, mock.seen]).toEqual([2, []]);
    for (const bail of [[], ['--bail']]) {
      const ran = await smoke(['contacts', ...WRITING, ...bail, '--json']);
      expect(ran.code).toBe(1);
      const [contacts] = reportIn(ran).modules;
      expect(ran.stderr).toContain(`(${mock.url}): `);
      // A failed assertion is told as such, and not as an error once more.
      expect(contacts?.requests.flatMap(({ error }) => error ?? [])).toEqual([]);
      expect(contacts?.totals.failed).toBeGreaterThan(0);
    }
    expect(mock.seen.filter(({ method }) => method === 'POST').length).toBeGreaterThan(0);
    expect(leftBehind(mock)).toEqual([]);
  });

  it('cleans up on Ctrl-C, and marks the report', async () => {
    const { folder, mock } = await live();
    const child = smokeProcess(folder, mock, ['contacts'], WRITING);
    while (leftBehind(mock).length === 0) await tick(child);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect(leftBehind(mock)).toEqual([]);
    expect(savedReport(folder).state).toBe('interrupted');
  });

  it('is patient with 429, keeps to the limit, and counts what it sent again', async () => {
    let refusals = 0;
    const { smoke } = await live((_request, response, count) => {
      if (count % 5 !== 0) return false;
      refusals += 1;
      response.writeHead(429, { 'Retry-After': '0' }).end();
      return true;
    });
    const ran = await smoke(['contacts', 'locations', '--json']);
    expect(ran.code).toBe(0);
    const { totals } = reportIn(ran);
    expect([totals.failed, totals.retries]).toEqual([0, refusals]);
    expect(refusals).toBeGreaterThan(1);
  });

  it.each<[string, { status: number; headers: object; mostSent: number }]>([
    ['refuses everything', { status: 429, headers: { 'Retry-After': '0' }, mostSent: 40 }],
    [
      'has no requests left for this day',
      { status: 200, headers: { 'X-RateLimit-Daily-Remaining': '0' }, mostSent: 8 },
    ],
  ])('gives up with one message when the target %s', async (_name, { status, headers, mostSent }) => {
    const { mock, smoke } = await live((_request, response) => {
      response.writeHead(status, { ...JSON_TYPE, ...headers }).end('{}');
      return true;
    });
    const ran = await smoke(['--concurrency', '2', '--json']);
    expect(ran.code).toBe(1);
    const { state, reason } = reportIn(ran);
    expect([state, reason]).toEqual(['stopped', expect.any(String)]);
    expect(mock.asked.length).toBeLessThan(mostSent);
  });

  it('says once that the target is down', async () => {
    const folder = await built();
    const ran = await run(['smoke', '--env', 'production'], {
      cwd: folder,
      env: { ...LIVE, BASE_URL: 'http://127.0.0.1:9' },
    });
    expect(ran.code).toBe(2);
    expect(ran.stderr.match(/127\.0\.0\.1:9/g)).toHaveLength(1);
  });

  it('deletes what a worker made that died, keeps its record, and goes on with the other modules', async () => {
    const { folder, mock } = await live();
    const child = smokeProcess(
      folder,
      mock,
      ['contacts', 'locations', 'oauth'],
      [...WRITING, '--concurrency', '1'],
    );
    while (leftBehind(mock).length === 0) await tick(child);
    // What was made is known once the next request goes out.
    const made = mock.seen.length;
    while (mock.seen.length === made) await tick(child);
    for (const pid of childrenOf(child)) process.kill(pid, 'SIGKILL');
    const [code] = await once(child, 'exit');
    const { modules } = savedReport(folder);
    expect(code).toBe(1);
    expect(leftBehind(mock)).toEqual([]);
    expect(modules.map(({ module, error = '' }) => [module, error.includes('SIGKILL')])).toEqual([
      ['contacts', true],
      ['locations', false],
      ['oauth', false],
    ]);
    const [contacts, locations] = modules;
    expect(contacts?.requests.map(({ key }) => key)).toContain('POST /contacts/');
    expect(contacts?.requests.filter(({ purpose }) => purpose === 'cleanup').length).toBeGreaterThan(0);
    expect(locations?.totals.sent).toBeGreaterThan(0);
  });

  it('does not wait on Ctrl-C for the answer to what only reads', async () => {
    const timeoutMs = 60_000;
    const { folder, mock } = await live((request) => request.method === 'GET');
    const child = smokeProcess(folder, mock, ['contacts'], ['--timeout', String(timeoutMs)]);
    while (!mock.asked.some((one) => one.startsWith('GET'))) await tick(child);
    const start = performance.now();
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect(performance.now() - start).toBeLessThan(timeoutMs / 2);
    expect(savedReport(folder).state).toBe('interrupted');
  });

  it('deletes on Ctrl-C what a create under way makes after it', async () => {
    let answer: (() => void) | undefined;
    const { folder, mock } = await live((request, response) => {
      if (request.method !== 'POST' || request.url !== '/contacts/') return false;
      answer = () => response.writeHead(201, JSON_TYPE).end('{"contact": {"id": "late-1"}}');
      return true;
    });
    const child = smokeProcess(folder, mock, ['contacts'], WRITING);
    while (!answer) await tick(child);
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    answer();
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect(mock.seen.map(({ method, path }) => `${method} ${path}`)).toContain('DELETE /contacts/late-1');
  });

  it('ends at the second Ctrl-C at once, and names what it may leave behind', async () => {
    let made = '';
    const { folder, mock } = await live((request, response) => {
      if (request.method === 'POST' && request.url === '/contacts/') {
        made = 'left-1';
        response.writeHead(201, JSON_TYPE).end('{"contact": {"id": "left-1"}}');
        return true;
      }
      // Nothing is answered any more.
      return made !== '';
    });
    const child = smokeProcess(folder, mock, ['contacts'], WRITING);
    let said = '';
    child.stderr?.on('data', (chunk) => (said += String(chunk)));
    while (made === '' || !mock.asked.at(-1)?.includes('left-1')) await tick(child);
    child.kill('SIGINT');
    while (!said.includes('Stopping')) await tick(child);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    const [contacts] = savedReport(folder).modules;
    expect(contacts?.error).toContain('contact_id left-1');
    expect(said).toContain('contact_id left-1');
  });
});

describe('secrets', () => {
  it('stand in no artefact, wherever the server echoes them', async () => {
    const folder = await built();
    const url = await serve((request, response) => {
      const authorization = request.headers.authorization ?? '';
      const echoes = [
        authorization,
        encodeURIComponent(authorization),
        Buffer.from(authorization).toString('base64'),
        Buffer.from(TOKEN).toString('base64url'),
        Buffer.from(`x${JSON.stringify(request.headers)}`).toString('base64'),
        JSON.stringify(JSON.stringify(authorization)),
      ];
      response.writeHead(500, `Broken ${encodeURIComponent(authorization)}`, {
        'Content-Type': 'application/json',
        'X-Echo': echoes.slice(0, 3),
        traceId: Buffer.from(authorization).toString('base64'),
      });
      response.end(JSON.stringify({ message: echoes.join(' '), error: echoes, traceId: authorization }));
    });
    const summary = join(folder, 'summary.md');
    const ran = await run(['smoke', '--env', 'production', '--verbose', '--debug'], {
      cwd: folder,
      env: { ...LIVE, BASE_URL: url, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
    });
    expect(ran.code).toBe(1);
    const artefacts = [...filesIn(folder), ['stdout', ran.stdout], ['stderr', ran.stderr]] as const;
    expect(artefacts.map(([name]) => name)).toContain('summary.md');
    const forms = [
      TOKEN,
      encodeURIComponent(TOKEN),
      JSON.stringify(TOKEN).slice(1, -1),
      // Inside a longer text a secret starts at any of three places of a group.
      ...[0, 1, 2].flatMap((offset) => {
        const base64 = Buffer.from(`${'_'.repeat(offset)}${TOKEN}`)
          .toString('base64')
          .slice(offset + 1, -4);
        return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')];
      }),
    ];
    for (const [name, text] of artefacts)
      for (const form of forms) expect(text.includes(form), `${name} holds ${form}`).toBe(false);
    expect(ran.stderr).toContain('$ACCESS_TOKEN');
  });
});

describe('plain Newman on the mock', () => {
  it('is green, twice in a row', async () => {
    const folder = await built();
    const mock = await proxiedMock(folder);
    const names = ['contacts', 'conversations', 'calendars', 'opportunities', 'locations', 'oauth'];
    for (const name of [...names, ...names])
      await runNewman(
        ROOT,
        join(folder, `out/collections/${name}.postman_collection.json`),
        join(folder, 'out/environments/mock.postman_environment.json'),
        { base_url: mock.url },
      );
    expect(mock.seen.length).toBeGreaterThan(200);
  }, 120_000);
});

/** Waits a moment for a run that is still going. */
async function tick(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error(`The run ended with ${child.exitCode} before it was time.`);
  await new Promise((resolve) => setTimeout(resolve, 10));
}

function childrenOf({ pid }: ChildProcess): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
}
