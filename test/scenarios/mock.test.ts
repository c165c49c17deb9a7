import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../src/diagnostics/pointer.ts';
import { schemaAt } from '../../src/mock/json-place.ts';
import type { ApiModel, Schema } from '../../src/model/api.ts';
import { checkValue } from '../../src/schema/check-value.ts';
import { readSettings } from '../../src/settings.ts';
import { readApis } from '../../src/sources.ts';
import { CLI, ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { sentRequests } from './sent-requests.ts';

interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  /** What was said on standard error so far. */
  readonly notes: () => string;
}

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

const AUTHORISED = { Authorization: 'Bearer a-token', Version: '2021-07-28' };

describe('hoopai-postman mock', () => {
  let mock: Running;
  beforeAll(async () => {
    mock = await startCommand(['--port', '0']);
  });

  const send = async (line: string, body?: unknown, headers: Record<string, string> = AUTHORISED) => {
    const [method = '', path = ''] = line.split(' ');
    const type = body === undefined ? {} : { 'Content-Type': 'application/json', body: JSON.stringify(body) };
    const { body: text, ...rest } = type as { body?: string };
    const response = await fetch(mock.url + path, {
      method,
      headers: { ...headers, ...rest },
      ...(text === undefined ? {} : { body: text }),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };

  it('remembers a contact until it is deleted', async () => {
    const created = await send('POST /contacts/', { firstName: 'Nadia', locationId: 'any' });
    expect(created.status).toBe(201);
    const { id } = created.body['contact'] as { id: string };
    expect((await send(`GET /contacts/${id}`)).body['contact']).toMatchObject({ id, firstName: 'Nadia' });
    const listed = await send('GET /contacts/?locationId=any');
    expect((listed.body['contacts'] as { id: string }[]).map((contact) => contact.id)).toContain(id);
    expect((await send(`PUT /contacts/${id}`, { firstName: 'Nora' })).status).toBe(200);
    expect((await send(`GET /contacts/${id}`)).body['contact']).toMatchObject({ id, firstName: 'Nora' });
    expect((await send(`DELETE /contacts/${id}`)).status).toBe(200);
    const gone = await send(`GET /contacts/${id}`);
    expect([gone.status, JSON.stringify(gone.body)]).toEqual([404, expect.stringContaining(id)]);
  });

  it.each<[string, string, unknown, Record<string, string>, number, string]>([
    ['no token', 'GET /contacts/?locationId=any', undefined, { Version: '2021-07-28' }, 401, 'Authorization'],
    ['no Version', 'GET /contacts/?locationId=any', undefined, { Authorization: 'Bearer t' }, 400, 'Version'],
    ['no required parameter', 'GET /contacts/', undefined, AUTHORISED, 400, 'locationId'],
    ['a wrong type', 'GET /contacts/?locationId=any&limit=many', undefined, AUTHORISED, 400, 'limit'],
    ['a wrong body', 'POST /contacts/', { firstName: 7, locationId: 'any' }, AUTHORISED, 400, 'firstName'],
    ['a stray path', 'GET /contacts', undefined, AUTHORISED, 404, '/contacts/'],
  ])('refuses %s, and says so', async (_name, line, body, headers, status, said) => {
    const answer = await send(line, body, headers);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(said)]);
    expect(answer.headers.get('traceId')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('X-RateLimit-Max')).toBe('100');
  });

  it('refuses a body of more than 10 MB, and other names than its own', async () => {
    const large = await send('POST /contacts/', {
      firstName: 'x'.repeat(11 * 1024 * 1024),
      locationId: 'any',
    });
    expect(large.status).toBe(413);
    expect(await statusFor(mock.url, 'evil.example')).toBe(403);
    expect(await statusFor(mock.url, 'localhost')).toBe(401);
  });

  it('serves the rest of a spec of which one operation is broken, and says what is wrong', async () => {
    const ok = {
      200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } },
    };
    const broken = { 'application/json': { schema: { $ref: '#/components/schemas/Gone' } } };
    const paths = {
      '/good': { get: { responses: ok } },
      '/broken': { post: { requestBody: { content: broken }, responses: ok } },
    };
    const spec = join(temporaryFolder(), 'half.json');
    writeFileSync(spec, JSON.stringify({ openapi: '3.0.3', info: { title: 'Half', version: '1' }, paths }));
    const half = await startCommand(['--spec', spec, '--port', '0', '--verbose']);
    expect(half.notes()).toContain('/paths/~1broken/post');
    expect((await fetch(`${half.url}/good`, { headers: AUTHORISED })).status).toBe(200);
    const plain = await startCommand(['--spec', spec, '--port', '0']);
    expect(plain.notes()).toMatch(/\d+ (error|warning)s?.*--verbose/);
  });

  it('ends with Ctrl-C, and that is no failure', async () => {
    const other = await startCommand(['oauth', '--port', '0']);
    other.process.kill('SIGINT');
    expect(await once(other.process, 'exit')).toEqual([0, null]);
  });

  it('takes another port when the usual one is taken, and stops when one was asked for', async () => {
    const port = Number(new URL(mock.url).port);
    const refused = await run(['mock', 'oauth', '--port', String(port)]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`port ${port}`)]);
    const blocker = createServer();
    await new Promise<void>((resolve) => {
      // Somebody else may have it, which is as good.
      blocker.once('error', () => resolve());
      blocker.listen(4010, '127.0.0.1', () => resolve());
    });
    const other = await startCommand(['oauth']);
    expect(new URL(other.url).port).not.toBe('4010');
    if (blocker.address() as AddressInfo | null) blocker.close();
  });

  it.each([
    ['--port', '70000'],
    ['--port', 'x'],
    ['--latency', '-1'],
    ['--fail-rate', '2'],
    ['--seed', '1.5'],
    ['--token-life', '0'],
  ])('refuses %s %s', async (flag, value) => {
    const refused = await run(['mock', 'oauth', flag, value]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(flag)]);
  });

  it('refuses to take its own tokens only where it gives none', async () => {
    const refused = await run(['mock', 'contacts', '--strict-tokens']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('POST /oauth/token')]);
  });

  it('holds clients to the rate limit when asked', async () => {
    const limited = await startCommand(['oauth', '--port', '0', '--rate-limit']);
    const answers = await Promise.all(Array.from({ length: 101 }, () => fetch(`${limited.url}/oauth/token`)));
    const [beyond, ...others] = answers.filter(({ status }) => status === 429);
    expect(others).toEqual([]);
    expect(Number(beyond?.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('answers every request of the bundled collections as documented', async () => {
    const out = temporaryFolder();
    await run(['build', '--out', out, '--quiet']);
    // What is about webhooks alone goes to receivers.
    const models = (await modelsOf([])).filter(({ operations }) => operations.length > 0);
    expect(await faultsOf(mock.url, models, out)).toEqual([]);
    expect(await faultsOf(mock.url, models, out)).toEqual([]);
  });
});

describeWithShared('the mock of the 41 real modules', () => {
  const specs = join(SHARED, 'specs', 'hoopai', 'apps', '*.json');

  it('starts in time and within its memory, and answers every request as documented', async () => {
    const out = temporaryFolder();
    await run(['build', '--spec', specs, '--out', out, '--quiet']);
    const listed = await timed(() => run(['list', '--spec', specs, '--json']));
    const { value: mock, ms } = await timed(() => startCommand(['--spec', specs, '--port', '0']));
    // To serve takes little more than to read: nothing is prepared for requests that may never come.
    expect(ms).toBeLessThan(2 * listed.ms);
    expect(mock.notes()).toContain('41 modules, 576 operations');
    expect(await faultsOf(mock.url, await modelsOf([specs]), out)).toEqual([]);
    expect(residentMegabytes(mock.process)).toBeLessThan(250);
  });
});

async function timed<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly ms: number }> {
  const begin = performance.now();
  const value = await work();
  return { value, ms: performance.now() - begin };
}

async function startCommand(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [CLI, 'mock', ...args], { cwd: ROOT });
  started.push(child);
  let notes = '';
  child.stderr.on('data', (chunk) => {
    notes += String(chunk);
  });
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The mock did not start: ${notes}`))),
  ]);
  while (!notes.includes('Ctrl-C')) await once(child.stderr, 'data');
  return { url: String(line).trim(), process: child, notes: () => notes };
}

/** With a Host header of choice, which `fetch` does not let one set. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/contacts/1`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function modelsOf(specs: readonly string[]): Promise<readonly ApiModel[]> {
  const { config } = await readSettings(specs.length > 0 ? { specs } : {}, ROOT);
  return (await readApis(config, nothing(), undefined)).value.apis;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Sends each request of the built collections; says which answers are not the documented success. */
async function faultsOf(url: string, models: readonly ApiModel[], out: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const api of models) {
    const file = join(out, 'collections', `${api.module}.postman_collection.json`);
    const requests = sentRequests(JSON.parse(readFileSync(file, 'utf8')), {
      location_id: 'any',
      access_token: 't',
    });
    expect(requests).toHaveLength(api.operations.length);
    for (const { key, method, target, headers, body } of requests) {
      const response = await fetch(url + target, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      const fault = faultOf(api, key, response.status, await response.text());
      if (fault !== undefined) faults.push(`${key}: ${fault}`);
    }
  }
  return faults;
}

function faultOf(api: ApiModel, key: string, status: number, text: string): string | undefined {
  const operation = api.operations.find((one) => one.key === key);
  if (!operation) return 'is no operation';
  const documented = operation.responses.find((response) => response.status.startsWith('2'));
  if (String(status) !== documented?.status) return `answered ${status} ${text}`;
  const media = documented.contents.find(({ type }) => type.includes('json'));
  if (!media?.schema) return undefined;
  const faults = checkValue(JSON.parse(text), media.schema, api.schemas);
  const { schema } = media;
  const real = faults.find(({ path }) => !isImpossible(schemaAt(schema, keysOf(path), api.schemas)));
  return real && `${real.path} ${real.reason}`;
}

/** `type: number` with an `enum` of texts: no value satisfies it, whoever answers. */
function isImpossible(schema: Schema): boolean {
  const values = schema['enum'];
  const { enum: _enum, ...rest } = schema;
  return Array.isArray(values) && values.every((value) => checkValue(value, rest, {}, 1).length > 0);
}

function parsed(text: string): Record<string, unknown> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Linux tells it; elsewhere nothing is measured. */
function residentMegabytes({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
