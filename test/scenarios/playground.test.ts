import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { writeFiles } from './project.ts';
import { type StartedCommand, startCommand } from './started-command.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const HAS_CHROMIUM = existsSync(CHROMIUM);
const inChromium = it.skipIf(!HAS_CHROMIUM);
if (!HAS_CHROMIUM) {
  const missing = `no Chromium at ${CHROMIUM}; install it, or set CHROMIUM_PATH`;
  if (process.env['CI'] === 'true') throw new Error(`The playground cannot be tested: ${missing}.`);
  process.stderr.write(`The tests of the playground's page are skipped: ${missing}.\n`);
}

const TOKEN = 'pit-5f0c2a71-live-token';
const LIVE = { ACCESS_TOKEN: TOKEN, LOCATION_ID: 'loc-live' };

/** The key that stands in the page. */
async function keyOf(url: string): Promise<string> {
  const [, key = ''] = /"key":"([\w-]+)"/.exec(await (await fetch(url)).text()) ?? [];
  return key;
}

/** With any line and headers, which `fetch` would put right. */
function send(url: string, path: string, { method = 'GET', headers = {}, body = '' } = {}) {
  const { hostname, port, host } = new URL(url);
  const answered = new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const options = { hostname, port, path, method, headers: { host, ...headers }, agent: false };
      const sent = request(options, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    },
  );
  return answered;
}

describe('hoopai-postman playground', () => {
  let mock: StartedCommand;
  let live: StartedCommand;
  let target: string;
  let browser: Browser;
  const arrived: string[] = [];
  afterAll(() => browser?.close());

  beforeAll(async () => {
    if (HAS_CHROMIUM) browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    // Says what it was sent, and redirects to another host where it is asked to.
    target = await serve((incoming, response) => {
      arrived.push(`${incoming.method} ${incoming.url}`);
      if (incoming.url?.startsWith('/away'))
        response.writeHead(302, { Location: 'http://evil.example/x' }).end();
      else response.end(JSON.stringify({ url: incoming.url, headers: incoming.headers }));
    });
    const folder = temporaryFolder();
    writeFiles(folder, {
      'live.json': JSON.stringify({
        name: 'live',
        values: ['access_token', 'location_id', 'base_url'].map((key) => ({ key, value: '', enabled: true })),
      }),
    });
    const env = { ...LIVE, BASE_URL: target };
    [mock, live] = await Promise.all([
      startCommand(['playground', '--port', '0']),
      startCommand(['playground', 'contacts', '--port', '0', '--env', 'live.json'], { cwd: folder, env }),
    ]);
  });

  it('passes requests on with the token, which never comes back', async () => {
    const key = await keyOf(live.url);
    const answer = await send(live.url, '/api/contacts/1?limit=2', {
      headers: {
        'x-playground-key': key,
        version: '2021-07-28',
        cookie: 'a=b',
        authorization: 'Bearer theirs',
      },
    });
    expect(answer.status).toBe(200);
    const { url, headers } = JSON.parse(answer.text) as { url: string; headers: Record<string, string> };
    expect(url).toBe('/contacts/1?limit=2');
    expect(headers).toMatchObject({ authorization: 'Bearer (removed)', version: '2021-07-28' });
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-playground-key');
    const pages = ['/', '/specs/contacts.json', '/playground.js'].map(
      async (path) => (await send(live.url, path)).text,
    );
    expect((await Promise.all(pages)).join('')).not.toContain(TOKEN);
    expect(live.notes() + live.results()).not.toContain(TOKEN);
  });

  it('does not follow a redirect, and tells where it leads', async () => {
    const key = await keyOf(live.url);
    const answer = await send(live.url, '/api/away', { headers: { 'x-playground-key': key } });
    expect([answer.status, answer.headers['location']]).toEqual([302, undefined]);
    expect(answer.headers['x-target-location']).toBe('http://evil.example/x');
  });

  it('refuses anything but its own page and its own target, says so, and sends nothing', async () => {
    const key = await keyOf(live.url);
    const before = arrived.length;
    const headers = { 'x-playground-key': key };
    const other = new URL(target).host;
    const refused = [
      await send(live.url, '/api/contacts/1'),
      await send(live.url, '/api/contacts/1', { headers: { ...headers, 'sec-fetch-site': 'cross-site' } }),
      await send(live.url, '/api/contacts/1', { headers: { ...headers, origin: 'http://evil.example' } }),
      await send(live.url, '/api/contacts/1', { headers: { ...headers, host: 'evil.example' } }),
      await send(live.url, '/', { headers: { host: `evil.example:${new URL(live.url).port}` } }),
      await send(live.url, '/api//evil.example/', { headers }),
      await send(live.url, '/api/../../etc', { headers }),
      await send(live.url, '/api@evil.example/', { headers }),
      await send(live.url, '/api/%2e%2e/x', { headers }),
      await send(live.url, `http://${other}/contacts/1`, { headers }),
      await send(live.url, '/api/contacts/', { method: 'POST', headers, body: '{}' }),
    ];
    // A path that only begins like the proxy's is none of the page's.
    expect(refused.map(({ status }) => status)).toEqual(refused.map((_, index) => (index === 7 ? 404 : 403)));
    expect(arrived.length).toBe(before);
    for (const words of [
      'GET /api//evil.example/  refused',
      'POST /api/contacts/  refused',
      '--allow-writes',
    ])
      await expect.poll(live.notes).toContain(words);
  });

  it('opens no tunnel', async () => {
    const { hostname, port } = new URL(live.url);
    const socket = connect(Number(port), hostname);
    socket.write(`CONNECT ${new URL(target).host} HTTP/1.1\r\nHost: ${new URL(target).host}\r\n\r\n`);
    socket.resume();
    await once(socket, 'close');
  });

  it('refuses a body that is too large', async () => {
    const headers = { 'x-playground-key': await keyOf(mock.url) };
    const answer = await send(mock.url, '/api/contacts/', {
      method: 'POST',
      headers,
      body: 'x'.repeat(11 * 1024 * 1024),
    });
    expect(answer.status).toBe(413);
  });

  it('names its port when that is taken, takes the next free one otherwise, and ends with Ctrl-C', async () => {
    const { port } = new URL(mock.url);
    const refused = await run(['playground', 'oauth', '--port', port]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`port ${port}`)]);
    const blocker = createServer();
    await new Promise<void>((resolve) => {
      // Somebody else may have it, which is as good.
      blocker.once('error', () => resolve());
      blocker.listen(4020, '127.0.0.1', () => resolve());
    });
    const other = await startCommand(['playground', 'oauth']);
    expect(Number(new URL(other.url).port)).toBeGreaterThan(4020);
    expect(other.notes()).toContain('Port 4020 is taken');
    if (blocker.address() as AddressInfo | null) blocker.close();
    other.process.kill('SIGINT');
    expect(await once(other.process, 'exit')).toEqual([0, null]);
  });

  it.each([
    [['--env', 'production', '--out', 'nowhere'], 'was built'],
    [['--env', 'out/environments/production.postman_environment.json'], 'ACCESS_TOKEN'],
  ])('does not start with %j', async (args, words) => {
    const refused = await run(['playground', ...args], { env: { ACCESS_TOKEN: '' } });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  /** The page of a module, and what went wrong or out while it was open. */
  async function opened(url: string, width = 1280): Promise<{ page: Page; events: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    const events: string[] = [];
    page.on('console', (message) => events.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => events.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => events.push(`dialog: ${dialog.message()}`));
    page.on('request', (sent) => {
      if (!/^(data|blob):/.test(sent.url()) && new URL(sent.url()).origin !== new URL(url).origin)
        events.push(`request: ${sent.url()}`);
    });
    await page.goto(url);
    await page.locator('.opblock').first().waitFor();
    return { page, events };
  }

  inChromium('tries an operation of a module on the mock, wide and on a phone', async () => {
    const { page, events } = await opened(mock.url);
    await page.getByLabel('Module').selectOption('contacts');
    await page.waitForURL('**/?module=contacts');
    await page.getByText('Create contact').waitFor();
    await page.getByRole('searchbox').fill('get contact');
    await expect.poll(() => page.locator('.opblock').count()).toBe(1);
    await page.locator('.opblock-summary-control').click();
    await page.getByRole('button', { name: 'Execute' }).click();
    const answer = page.locator('.live-responses-table');
    await answer.getByText('"contact"').first().waitFor();
    expect(await answer.locator('.response-col_status').last().textContent()).toContain('200');
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await answer.getByText('"contact"').first().isVisible()).toBe(true);
    }
    expect(events).toEqual([]);
    await page.close();
  });

  inChromium('shows a live target as what it is, and offers no request that changes it', async () => {
    const { page, events } = await opened(live.url);
    expect(await page.locator('#target').textContent()).toBe(`live: live.json, ${target}, read only`);
    await page.locator('.opblock-delete .opblock-summary-control').first().click();
    await page.locator('.opblock-delete .opblock-description-wrapper').first().waitFor();
    expect(await page.getByRole('button', { name: 'Execute' }).count()).toBe(0);
    expect(events).toEqual([]);
    await page.close();
  });

  inChromium('takes what a hostile spec says for text, and asks no other host', async () => {
    const asked: string[] = [];
    const evil = await serve((incoming, response) => {
      asked.push(incoming.url ?? '');
      response.setHeader('Access-Control-Allow-Origin', '*').end('{}');
    });
    const folder = temporaryFolder();
    writeFiles(folder, { 'api.json': JSON.stringify(hostileSpec(evil)) });
    const playground = await startCommand(['playground', '--port', '0', '--spec', 'api.json'], {
      cwd: folder,
    });
    const { page, events } = await opened(playground.url, 390);
    for (const operation of await page.locator('.opblock-summary-control').all()) await operation.click();
    await page.locator('.opblock-body').getByText('the end').first().waitFor();
    for (const link of await page.locator('main a').all()) {
      const href = (await link.getAttribute('href')) ?? '';
      expect(href).not.toMatch(/^\s*(javascript|data|vbscript):/i);
    }
    expect(await page.locator('main script, main iframe, main [onerror], main [onclick]').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(events.filter((event) => event.startsWith('dialog'))).toEqual([]);
    expect(asked.filter((path) => path !== '/reference')).toEqual([]);
    await page.close();
  });

  inChromium('answers no page of another origin', async () => {
    const foreign = await serve((_incoming, response) =>
      response.setHeader('Content-Type', 'text/html').end('<p>'),
    );
    const page = await browser.newPage();
    await page.goto(foreign);
    const key = await keyOf(live.url);
    const before = arrived.length;
    const said = await page.evaluate(
      `Promise.all([
        fetch('${live.url}/').then((r) => r.text(), (error) => error.name),
        fetch('${live.url}/api/contacts/1', { headers: { 'X-Playground-Key': '${key}' } }).then((r) => r.text(), (error) => error.name),
        fetch('${live.url}/api/contacts/1', { mode: 'no-cors' }).then((r) => r.type, (error) => error.name),
      ])`,
    );
    expect(said).toEqual(['TypeError', 'TypeError', 'TypeError']);
    expect(arrived.length).toBe(before);
    await page.close();
  });
});

function hostileSpec(evil: string) {
  const text = `<img src=x onerror="window.hacked=1;alert(1)"><script>window.hacked=2</script><img src="${evil}/image">
<svg onload="window.hacked=3"></svg><iframe src="${evil}/frame"></iframe><style>@import "${evil}/style";</style>
<a href="javascript:window.hacked=4">a</a> [b](javascript:window.hacked=5) [c](JaVaScRiPt:alert(1)) ![d](${evil}/picture)
<form action="${evil}/form"><button onclick="window.hacked=6">e</button></form><link rel=stylesheet href="${evil}/sheet"> the end`;
  return {
    openapi: '3.0.3',
    info: {
      title: `</script>${text}`,
      version: text,
      description: text,
      termsOfService: 'javascript:window.hacked=7',
      contact: { name: text, url: 'javascript:window.hacked=8' },
    },
    servers: [{ url: evil }],
    tags: [
      {
        name: 'T',
        description: text,
        externalDocs: { url: 'javascript:window.hacked=9', description: text },
      },
    ],
    paths: {
      '/a': {
        get: {
          tags: ['T'],
          summary: text,
          description: text,
          servers: [{ url: evil }],
          externalDocs: { url: 'javascript:window.hacked=10' },
          parameters: [{ name: 'p', in: 'query', description: text, schema: { $ref: `${evil}/reference` } }],
          responses: {
            200: {
              description: text,
              content: {
                'application/json': { examples: { a: { externalValue: `${evil}/example`, summary: text } } },
              },
            },
          },
        },
      },
    },
  };
}
