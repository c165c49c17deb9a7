import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { filesIn, treeOf, writeFiles } from './project.ts';

/** What the test runner sets. */
const UNSET = { BASE_URL: '' };

const PIT = `pit-${'3f2504e0-4f89-41d3-9a0c-0305e82c3301'}`;
const PRIVATE = 'out/environments/production.private.postman_environment.json';

const cwd = temporaryFolder();
beforeAll(async () => {
  const built = await run([
    'build',
    'contacts',
    'oauth',
    '--quiet',
    '--spec',
    join(ROOT, 'specs'),
    '--out',
    join(cwd, 'out'),
  ]);
  expect(built.code).toBe(0);
  writeFiles(cwd, {
    '.env': `ACCESS_TOKEN=${PIT}\nLOCATION_ID="it's here"\nCONTACT_ID=c1\nPOSTMAN_API_KEY=mine\n`,
  });
  execFileSync('git', ['init', '--quiet'], { cwd });
  writeFiles(cwd, { '.gitignore': '.env\n*.private.postman_environment.json\n' });
});

describe('env', () => {
  it('lists environments and variables, without a secret', async () => {
    const { code, stdout } = await run(['env'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^production +location_id/m);
    expect(stdout).toMatch(/^mock +base_url +http:\/\/127\.0\.0\.1:4010$/m);
    const file = 'out/environments/production.postman_environment.json';
    const shared = readFileSync(join(cwd, file), 'utf8');
    writeFiles(cwd, {
      [file]: shared.replace(
        '"value": "",\n      "type": "secret"',
        `"value": "${PIT}",\n      "type": "secret"`,
      ),
    });
    const listed = [await run(['env', 'list'], { cwd }), await run(['env', '--json'], { cwd })];
    expect(listed.map((ran) => ran.stdout).join()).toContain('•');
    expect(JSON.stringify(listed)).not.toContain(PIT.slice(5));
    writeFiles(cwd, { [file]: shared });
  });

  it('fills a private copy from a .env, that only its owner reads, and gives the .env back', async () => {
    const filled = await run(['env', 'fill', 'production'], { cwd });
    expect(filled).toMatchObject({ code: 0, stdout: '' });
    expect(filled.stderr).toBe(
      `Wrote ${PRIVATE} (mode 600): 3 values from .env\nNo variable of a collection, left out: POSTMAN_API_KEY\n`,
    );
    expect(statSync(join(cwd, PRIVATE)).mode & 0o777).toBe(0o600);
    const { values } = JSON.parse(readFileSync(join(cwd, PRIVATE), 'utf8'));
    expect(values).toContainEqual({ key: 'access_token', value: PIT, type: 'secret', enabled: true });
    expect(values).toContainEqual({ key: 'contact_id', value: 'c1', type: 'default', enabled: true });

    const lines = await run(['env', 'dotenv', PRIVATE], { cwd });
    expect(parseEnv(lines.stdout)).toMatchObject({
      ACCESS_TOKEN: PIT,
      LOCATION_ID: "it's here",
      CONTACT_ID: 'c1',
    });
    const written = await run(['env', 'dotenv', PRIVATE, '--output', 'again.env'], { cwd });
    expect(written).toMatchObject({ code: 0, stdout: '' });
    expect(written.stderr).toContain('git does not ignore it');
    expect(written.stderr).not.toContain(PIT);
    expect(statSync(join(cwd, 'again.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cwd, 'again.env'), 'utf8')).toBe(lines.stdout);
    expect((await run(['env', 'dotenv', PRIVATE, '--output', 'again.env', '--force'], { cwd })).code).toBe(0);
  });

  it('keeps what a private copy holds when the .env no longer says it', async () => {
    writeFiles(cwd, { 'other.env': 'LOCATION_ID=elsewhere\n' });
    expect((await run(['env', 'fill', 'production', '--from', 'other.env'], { cwd })).code).toBe(0);
    const text = readFileSync(join(cwd, PRIVATE), 'utf8');
    expect(text).toContain(PIT);
    expect(text).toContain('elsewhere');
  });

  it('is what a build leaves alone, and a smoke run takes', async () => {
    const before = filesIn(cwd).get(PRIVATE);
    const built = await run(['build', 'oauth', '--quiet', '--spec', join(ROOT, 'specs')], { cwd });
    expect(built).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(filesIn(cwd).get(PRIVATE)).toBe(before);
    const planned = await run(['smoke', 'contacts', '--env', PRIVATE, '--plan'], { cwd, env: UNSET });
    expect(planned).toMatchObject({ code: 0 });
    expect(planned.stdout + planned.stderr).not.toContain(PIT);
  });

  it('checks the out folder, and files by name, and shows no secret', async () => {
    const before = treeOf(cwd);
    expect(await run(['env', 'check'], { cwd })).toMatchObject({
      code: 0,
      stderr: 'No secret, and no unknown or missing variable, in 4 files\n',
    });
    const path = 'out/collections/contacts.postman_collection.json';
    const collection = JSON.parse(readFileSync(join(cwd, path), 'utf8'));
    const [
      {
        item: [request],
      },
    ] = collection.item;
    request.response[0].body = JSON.stringify({ client_secret: 'q7Zt9LmX2vBn8KpR4sWc' });
    request.event[0].script.exec.push(`const key = '${PIT}';`);
    writeFiles(cwd, { 'export.json': collection });
    const ran = await run(['env', 'check', 'export.json', '--json'], { cwd });
    expect(ran.code).toBe(1);
    const { diagnostics } = JSON.parse(ran.stdout) as {
      diagnostics: { code: string; pointer: string; line: number }[];
    };
    expect(diagnostics.map(({ code }) => code)).toEqual(['secret-found', 'secret-found']);
    expect(diagnostics.map(({ pointer }) => pointer.split('/').slice(5, 6).join())).toEqual([
      'event',
      'response',
    ]);
    expect(diagnostics.every(({ line }) => line > 1)).toBe(true);
    const said = await run(['env', 'check', 'export.json'], { cwd });
    expect(said.stderr).toContain('pit-… (40 characters)');
    expect(ran.stdout + said.stderr).not.toMatch(/3f2504e0|q7Zt9LmX/);
    expect([...treeOf(cwd).keys()].filter((one) => !before.has(one))).toEqual(['export.json']);
  });

  it.each([
    ['an unknown action', ['env', 'chekc'], /found chekc/],
    ['no name to fill', ['env', 'fill'], /fill NAME/],
    ['an environment that is not there', ['env', 'fill', 'productoin'], /did you mean production/],
    ['a private copy of a private copy', ['env', 'fill', PRIVATE], /private copy already/],
    ['a file that is neither', ['env', 'check', 'package.json'], /neither a Postman collection/],
    ['a file that is not there', ['env', 'check', 'none.json'], /none\.json/],
  ])('says of %s what is wrong', async (_name, args, want) => {
    writeFiles(cwd, { 'package.json': '{}' });
    const { code, stderr } = await run(args, { cwd });
    expect(stderr).toMatch(want);
    expect(code).toBe(2);
  });
});

describeWithShared('the 41 real modules', () => {
  it('are silent: no example of theirs is taken for a secret', async () => {
    const specs = join(SHARED, 'specs', 'hoopai', 'apps');
    const folder = temporaryFolder();
    const built = await run(['build', '--json', '--spec', specs], { cwd: folder });
    expect(built.stdout).not.toContain('secret-found');
    expect(await run(['env', 'check'], { cwd: folder })).toMatchObject({ code: 0 });
  });
});
