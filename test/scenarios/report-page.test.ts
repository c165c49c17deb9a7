import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageTemplates } from '../../src/commands/publish-report.ts';
import type { RunReport } from '../../src/model/report.ts';
import { formatHtml } from '../../src/report/format-html.ts';
import { temporaryFolder } from '../command.ts';
import { failedOf, HOSTILE, moduleOf, reportOf, requestOf } from '../unit/report/run-report.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const WIDTHS = [1280, 390];

if (!existsSync(CHROMIUM)) {
  const missing = `no Chromium at ${CHROMIUM}; install it, or set CHROMIUM_PATH`;
  if (process.env['CI'] === 'true') throw new Error(`The report page cannot be tested: ${missing}.`);
  process.stderr.write(`The tests of the report page are skipped: ${missing}.\n`);
}

const many = Array.from({ length: 230 }, (_, index) =>
  requestOf({ name: `Read ${index}`, key: `GET /c/${index}` }),
);
const REPORT = reportOf([
  moduleOf([
    failedOf('expected 200, found 500', { status: 500, name: 'List pets' }),
    requestOf({ status: 400 }),
  ]),
  moduleOf(many, {
    module: 'contacts-with-a-name-that-is-long-and-goes-on-without-any-place-to-break',
    skipped: [{ key: 'DELETE /c/{id}', name: 'Delete', reason: 'no request gives {{id}}' }],
  }),
  moduleOf([failedOf(HOSTILE, hostileRequest())], {
    module: HOSTILE,
    error: HOSTILE,
    skipped: [{ key: HOSTILE, name: HOSTILE, reason: HOSTILE }],
    weak: [{ key: HOSTILE, reason: HOSTILE }],
    coverage: {
      operations: { documented: 1, exercised: 0 },
      statuses: { documented: 2, seen: 1 },
      byOperation: [{ key: HOSTILE, seen: [HOSTILE], unseen: [HOSTILE] }],
    },
  }),
]);

describe.skipIf(!existsSync(CHROMIUM))('the report page in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  /** The page from disk, and what went wrong or out while it was open. */
  async function opened(report: RunReport, width = 1280): Promise<{ page: Page; events: string[] }> {
    const file = join(temporaryFolder(), 'report.html');
    writeFileSync(file, formatHtml(report, pageTemplates()));
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    const events: string[] = [];
    page.on('console', (message) => events.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => events.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => events.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) events.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, events };
  }

  it.each(WIDTHS)('takes hostile texts for text, asks for nothing and fits %i pixels', async (width) => {
    const { page, events } = await opened(REPORT, width);
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
    await expect.poll(() => page.locator('details:not(:has(> .more))').count()).toBe(0);
    const texts = await page.locator('main, header, option').allTextContents();
    expect(texts.join(' ').split(HOSTILE).length - 1).toBeGreaterThanOrEqual(15);
    expect(await page.locator('img, script').count()).toBe(2);
    expect(await page.title()).toBe(
      'Failed: 2 of 233 requests, 1 module not run to the end, 2 skipped – smoke report',
    );
    const scrolled = await page.evaluate('document.documentElement.scrollWidth');
    expect([events, scrolled]).toEqual([[], width]);
    await page.close();
  });

  it.each([
    [
      'interrupted',
      reportOf([moduleOf([requestOf()])], { state: 'interrupted' }),
      /^✗ Interrupted: 1 of 1 request sent/,
    ],
    ['green', reportOf([moduleOf([requestOf()])]), /^✓ Passed: 1 request$/],
    ['empty', reportOf([]), /^✓ Passed: 0 requests$/],
  ])('says in its headline of a run that is %s what came of it', async (_name, report, headline) => {
    const { page, events } = await opened(report);
    expect(await page.locator('h1').textContent()).toMatch(headline);
    expect(events).toEqual([]);
    await page.close();
  });

  it.each(WIDTHS)('is filtered by status, module and text, at %i pixels', async (width) => {
    const { page } = await opened(REPORT, width);
    const rows = page.locator('#requests > li');
    const count = page.getByRole('status');
    const modules = page.locator('#modules > details:visible');

    await page.getByRole('radio', { name: /^Failed/ }).check();
    expect([await rows.count(), await count.textContent(), await modules.count()]).toEqual([
      2,
      '2 of 235 requests',
      2,
    ]);
    await page.getByRole('combobox', { name: 'Module' }).selectOption('pets');
    expect([await rows.count(), await modules.count()]).toEqual([1, 1]);
    await page.getByRole('radio', { name: /^Skipped/ }).check();
    expect(await rows.count()).toBe(0);
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await count.textContent()).toBe('235 of 235 requests');

    await page.getByRole('searchbox').fill('read 22');
    expect(await rows.count()).toBe(11);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Show 100 more of the 135 left' }).click();
    expect(await rows.count()).toBe(200);
    await page.close();
  });

  it('keeps the filter in sight, and says which documented statuses were not seen', async () => {
    const { page } = await opened(REPORT, 390);
    await page.getByRole('radio', { name: /^All/ }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('status').textContent()).toBe('2 of 235 requests');
    await page.locator('#modules summary').first().press('Enter');
    await expect
      .poll(() => page.locator('#modules .operation').first().textContent())
      .toContain('seen: 400; not seen: 200, 401');
    await page.mouse.wheel(0, 3_000);
    await expect.poll(async () => (await page.locator('#filter').boundingBox())?.y).toBe(0);
    await page.close();
  });
});

function hostileRequest() {
  const [key, name, purpose, url, reason, traceId, error, curl] = Array<string>(8).fill(HOSTILE);
  return { key, name, purpose, url, reason, traceId, error, curl } as Record<
    'key' | 'error' | 'curl',
    string
  >;
}
