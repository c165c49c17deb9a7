import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measure } from '../../bench/measure.ts';
import { CLI, ROOT, run, temporaryFolder } from '../command.ts';

const MANY = 30;

it('needs no more memory for many modules than for a few', async () => {
  const few = await peakOf(2);
  const many = await peakOf(MANY);
  expect(many / few, `${few} MB for 2 modules, ${many} MB for ${MANY}`).toBeLessThan(1.2);
}, 180_000);

/** Megabytes that the process of a run holds at most; its workers and its mock are others. */
async function peakOf(modules: number): Promise<number> {
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'specs', 'common'), join(folder, 'common'), { recursive: true });
  for (let index = 0; index < modules; index++)
    cpSync(join(ROOT, 'specs', 'contacts.json'), join(folder, `contacts-${index}.json`));
  const out = join(folder, 'out');
  const flags = ['--out', out, '--spec', join(folder, 'contacts-*.json'), '--quiet'];
  const { code, stderr } = await run(['build', ...flags]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  // All collections are read and planned, and little is sent.
  return (await measure([CLI, 'smoke', ...flags, '--grep', 'GET /contacts/{contactId}/tasks'])).megabytes;
}
