import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { POSTMAN_CLI } from './postman-cli.ts';
import { type Meddle, proxiedMock } from './proxied-mock.ts';

const NEWMAN = join(ROOT, 'node_modules', 'newman', 'bin', 'newman.js');

const RUNNERS: readonly (readonly [name: string, command: readonly [string, ...string[]] | undefined])[] = [
  ['Newman', [process.execPath, NEWMAN, 'run']],
  ['the Postman CLI', POSTMAN_CLI === undefined ? undefined : [POSTMAN_CLI, 'collection', 'run']],
];

describe.each(RUNNERS)('a collection in %s', (name, command) => {
  if (!command) return it.skip(`(not run: ${name} is not installed)`);
  const folder = temporaryFolder();
  beforeAll(async () => {
    expect((await run(['build', 'contacts', '--out', join(folder, 'out'), '--quiet'])).code).toBe(0);
  });

  const runOn = async (meddle?: Meddle, values: readonly string[] = []) => {
    const { url } = await proxiedMock(ROOT, meddle);
    const [program, ...args] = command;
    const set = [`base_url=${url}`, ...values].flatMap((value) => ['--env-var', value]);
    const collection = join(folder, 'out/collections/contacts.postman_collection.json');
    const environment = join(folder, 'out/environments/mock.postman_environment.json');
    return outcomeOf(program, [...args, collection, '-e', environment, ...set], folder);
  };

  it('is green on the mock', async () => {
    const { code, said } = await runOn();
    expect(code, said).toBe(0);
  });

  it.each<[string, (response: ServerResponse) => unknown, string]>([
    ['a page', (response) => response.end('<!doctype html>'), 'expected JSON, got something else'],
    ['nothing', (response) => response.end(), 'expected JSON, got something else'],
    ['no permission', (response) => response.writeHead(403).end('Forbidden'), 'the scope contacts.readonly'],
  ])('fails on %s, and names what support needs', async (_name, answer, want) => {
    const { code, said } = await runOn((_request, response) => {
      response.setHeader('traceId', 'trace-of-the-test');
      answer(response);
      return true;
    });
    expect(code).not.toBe(0);
    expect(said).toContain(want);
    expect(said).toContain('traceId trace-of-the-test');
  });

  it('takes its time budget from a variable', async () => {
    const { code, said } = await runOn(undefined, ['response_budget_ms=0.001']);
    expect(code).not.toBe(0);
    expect(said).toContain('to be at most 0.001');
  });
});

interface Outcome {
  readonly code: number;
  /** All that it printed, without the line breaks of its tables. */
  readonly said: string;
}

function outcomeOf(program: string, args: readonly string[], home: string): Promise<Outcome> {
  const options = { cwd: home, env: { ...process.env, HOME: home }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
      resolve({ code: error === null ? 0 : Number(error.code), said });
    });
  });
}
