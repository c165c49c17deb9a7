import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { writeFiles } from './project.ts';
import { startCommand } from './started-command.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const schema = {
  type: 'object',
  required: ['type', 'id'],
  properties: { type: { const: 'BoatArrived' }, id: { type: 'string' } },
};
const body = { content: { 'application/json': { schema } } };
const SPEC = {
  openapi: '3.1.0',
  info: { title: 'Harbour', version: '1' },
  paths: { '/boats': { get: { summary: 'List boats', responses: { 200: { description: 'Boats.' } } } } },
  webhooks: { boat: { post: { requestBody: body, responses: { 200: { description: 'Taken.' } } } } },
};

function project(): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/harbour.json': SPEC });
  return folder;
}

async function post(url: string, event: unknown): Promise<number> {
  return (await fetch(url, { method: 'POST', body: JSON.stringify(event) })).status;
}

describe('hoopai-postman listen', () => {
  it('prints each event and whether it is as described, answers 200, and ends with Ctrl-C', async () => {
    const listen = await startCommand(['listen', '--port', '0'], { cwd: project() });
    expect(listen.notes()).toContain('1 event is known');
    expect(await post(listen.url, { type: 'BoatArrived', id: '1' })).toBe(200);
    expect(await post(listen.url, { type: 'BoatArrived', id: 1 })).toBe(200);
    expect(await post(listen.url, { type: 'BoatSank\u001b[2J' })).toBe(200);
    expect((await fetch(listen.url, { method: 'POST', body: 'x' })).status).toBe(400);
    await expect.poll(listen.results).toContain('BoatSank');
    expect(listen.results()).toMatch(/ {2}BoatArrived {2}matches harbour {2}/);
    expect(listen.results()).toMatch(/ {2}BoatArrived {2}differs from harbour {2}.*\n {2}\/id: /);
    expect(listen.results()).toMatch(/ {2}BoatSank␛\[2J {2}not described/);
    await expect.poll(listen.notes).toMatch(/ {2}400 {2}POST \/ {2}refused: /);
    listen.process.kill('SIGINT');
    expect(await once(listen.process, 'exit')).toEqual([0, null]);
  });

  it('stops when the port that was asked for is taken', async () => {
    const cwd = project();
    const listen = await startCommand(['listen', '--port', '0'], { cwd });
    const { port } = new URL(listen.url);
    const refused = await run(['listen', '--port', port], { cwd });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`port ${port}`)]);
  });

  it.skipIf(!existsSync(CHROMIUM))('keeps the last events for the page of the playground', async () => {
    const flags = ['--listen', '--keep', '2', '--port', '0'];
    const playground = await startCommand(['playground', ...flags], { cwd: project() });
    const [, receiver = ''] = /received at (http:\S+),/.exec(playground.notes()) ?? [];
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const events: string[] = [];
    page.on('console', (message) => events.push(message.text()));
    page.on('pageerror', (error) => events.push(error.message));
    await page.goto(playground.url);
    await page.getByRole('link', { name: 'Events' }).click();
    await post(receiver, { type: 'BoatArrived', id: 'the first' });
    await post(receiver, { type: 'BoatArrived', id: 7 });
    await post(receiver, {
      type: '<img src=x onerror=alert(1)>'.repeat(9),
      text: '</pre><script>alert(1)</script>',
    });
    const shown = page.locator('#events details');
    await shown.getByText('not described').waitFor();
    expect(await shown.count()).toBe(2);
    await shown.last().click();
    await shown.getByText('/id: ').waitFor();
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(events).toEqual([]);
    await browser.close();
  });
});
