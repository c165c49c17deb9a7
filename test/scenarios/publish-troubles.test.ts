import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../command.ts';
import { nodesOf } from './postman-api/entity-ids.ts';
import { boats, idsByName, openProject, writesIn } from './postman-api/published-project.ts';
import { filesIn, writeFiles } from './project.ts';

const PIER = {
  '/piers': { get: { summary: 'List piers', tags: ['boats'], responses: { 200: { description: 'x' } } } },
};
const COLLECTION = 'out/collections/boats.postman_collection.json';

describe.concurrent('publish goes on', () => {
  it.each([
    ['429 with RetryAfter', 'POST', { type: 'status', status: 429, headers: { RetryAfter: '1' } }],
    [
      '429 with an epoch only',
      'POST',
      {
        type: 'status',
        status: 429,
        body: { error: 'rateLimited', message: `Please retry after ${Date.now() + 500}` },
      },
    ],
    ['503 on reading', 'GET', { type: 'status', status: 503 }],
    ['502 on writing', 'POST', { type: 'status', status: 502, body: '<html>' }],
    ['a connection that breaks before the change', 'POST', { type: 'drop', applied: false }],
    ['a connection that breaks after the change', 'POST', { type: 'drop', applied: true }],
  ] as const)('after %s, and makes nothing twice', async (_name, method, what) => {
    const { publish, api, collections } = await openProject();
    api.trouble({ method, path: method === 'POST' ? /^\/(collections|environments)$/ : /./, times: 2, what });
    const { code, told } = await publish('--workspace', 'Team');
    expect(code).toBe(0);
    expect(told.entities.map(({ action }) => action)).toEqual(['create', 'create', 'create']);
    expect([collections().length, api.store.of('environment').length]).toEqual([1, 2]);
  });

  it('after a connection that broke when a change was made, with the same ids', async () => {
    const { publish, api, build, collections, lock } = await openProject();
    await publish('--workspace', 'Team');
    const before = idsByName(collections()[0]);
    await build(boats(PIER));
    api.trouble({ method: 'PUT', path: /./, what: { type: 'drop', applied: true } });
    const { code, told } = await publish();
    expect([code, told.entities[0]?.action]).toEqual([0, 'update']);
    expect(writesIn(api.seen).filter((one) => one.startsWith('PUT'))).toHaveLength(1);
    const after = idsByName(collections()[0]);
    expect(after).toMatchObject(before);
    expect(lock().collections['boats']?.requests['GET /piers']?.id).toBe(after['List piers']);
  });

  it.each(['POST /collections', 'POST /environments'])('after it was killed in %s', async (where) => {
    const { publish, start, api, collections, lock } = await openProject();
    const killed = new Promise<void>((resolve) => {
      const [method = '', path = ''] = where.split(' ');
      const then = (): void => void child.kill('SIGKILL');
      api.trouble({ method, path: new RegExp(`^${path}$`), what: { type: 'hang', then } });
      const child = start('--workspace', 'Team');
      child.on('close', () => resolve());
    });
    await killed;
    const { code } = await publish('--workspace', 'Team');
    expect(code).toBe(0);
    expect([collections().length, api.store.of('environment').length]).toEqual([1, 2]);
    expect([Object.keys(lock().collections), Object.keys(lock().environments)]).toEqual([
      ['boats'],
      ['mock', 'production'],
    ]);
  });

  it('beside another publish of the same lock, and makes nothing twice', async () => {
    const { publish, collections, api } = await openProject();
    const runs = await Promise.all([1, 2].map(() => publish('--workspace', 'Team')));
    const actions = runs.map(({ told }) => told.entities.map(({ action }) => action));
    expect(actions.toSorted()).toEqual([Array(3).fill('create'), Array(3).fill('unchanged')]);
    expect([collections().length, api.store.of('environment').length]).toEqual([1, 2]);
  });

  it('asks for a large collection to be replaced in its own time', async () => {
    const large = (text: string) =>
      boats({ '/large': { get: { summary: 'Large', description: text.repeat(450_000), responses: {} } } });
    const { publish, build, api, collections } = await openProject(large('ten bytes '));
    await publish('--workspace', 'Team');
    await build(large('more bytes '));
    const { code, told } = await publish();
    expect([code, told.entities[0]?.action]).toEqual([0, 'update']);
    expect(api.seen.find(({ method }) => method === 'PUT')).toMatchObject({
      prefer: 'respond-async',
      status: 202,
    });
    expect(JSON.stringify(nodesOf(collections()[0]?.content))).toContain('more bytes');
  });

  it('says that an update which began has failed', async () => {
    const large = (text: string) =>
      boats({ '/large': { get: { summary: 'Large', description: text.repeat(450_000), responses: {} } } });
    const { publish, build, api, lock } = await openProject(large('ten bytes '));
    await publish('--workspace', 'Team');
    const before = lock();
    await build(large('more bytes '));
    api.taskEnds = 'failed';
    const { code, told } = await publish();
    expect([code, told.diagnostics[0]?.code]).toEqual([1, 'postman-refused']);
    expect(lock()).toEqual(before);
  });
});

describe.concurrent('publish stops or fails, and says why', () => {
  it('a wrong key, which is shown nowhere', async () => {
    const { folder, api } = await openProject();
    const key = 'PMAK-0123456789abcdef01234567-89abcdef0123456789abcdef0123456789';
    const echo = { error: { name: 'AuthenticationError', message: `No such key: ${key}` } };
    for (const status of [401, 400]) {
      api.trouble({ method: 'GET', path: /./, what: { type: 'status', status, body: echo } });
      const env = { POSTMAN_API_KEY: key, POSTMAN_API_BASE: api.origin };
      const ran = await run(['publish', '--workspace', 'Team', '--json', '--debug'], { cwd: folder, env });
      expect(ran.code).toBe(2);
      expect(ran.stdout).toContain(status === 401 ? 'postman-key-refused' : 'postman-refused');
      expect(ran.stdout + ran.stderr).not.toContain(key.slice(5, 20));
    }
    expect(filesIn(folder).has('postman.lock.json')).toBe(false);
  });

  it.each([
    ['no key', { POSTMAN_API_KEY: '' }, 'setting-missing'],
    ['a key in two lines', { POSTMAN_API_KEY: 'PMAK-a\nb' }, 'usage-invalid'],
    ['an address that is none of Postman', { POSTMAN_API_BASE: 'https://example.com' }, 'usage-invalid'],
    ['nobody there', { POSTMAN_API_BASE: 'http://127.0.0.1:9' }, 'postman-unreachable'],
  ])('%s', { timeout: 60_000 }, async (_name, changed, wanted) => {
    const { folder, api } = await openProject();
    const env = { POSTMAN_API_KEY: api.key, POSTMAN_API_BASE: api.origin, ...changed };
    const ran = await run(['publish', '--workspace', 'Team', '--json'], { cwd: folder, env });
    const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: { code: string }[] };
    expect([ran.code, diagnostics.map(({ code }) => code)]).toEqual([2, [wanted]]);
    expect(api.seen).toEqual([]);
  });

  it.each([
    ['no workspace named', [], 'usage-invalid'],
    ['one that is not there', ['--workspace', 'Taem'], 'workspace-unknown'],
    ['an id that is not there', ['--workspace', '7f1c3c1e-0000-4000-8000-000000000000'], 'workspace-unknown'],
    ['a name of two', ['--workspace', 'Twin'], 'workspace-ambiguous'],
  ])('%s', async (_name, args, wanted) => {
    const { publish, api } = await openProject();
    for (const id of ['a', 'b']) api.store.workspaces.push({ id, name: 'Twin', type: 'team' });
    const { code, told } = await publish(...args);
    expect([code, told.diagnostics[0]?.code]).toEqual([2, wanted]);
    expect(writesIn(api.seen)).toEqual([]);
  });

  it('a lock of another workspace', async () => {
    const { publish, api } = await openProject();
    await publish('--workspace', 'Team');
    const seen = api.seen.length;
    const { code, told } = await publish('--workspace', 'My Workspace');
    expect([code, told.diagnostics[0]?.code]).toEqual([2, 'lock-of-other-workspace']);
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
    expect((await publish('--workspace', 'My Workspace', '--lock', 'mine.lock.json')).code).toBe(0);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['with a conflict of git', (text: string) => `<<<<<<< ours\n${text}`],
    ['with an id that leads elsewhere', (text: string) => text.replace(/"uid": "[^"]*"/, '"uid": "../me"')],
    ['with two entities of one uid', (text: string) => text.replaceAll(/"uid": "[^"]*"/g, '"uid": "1-a"')],
  ])('a lock %s', async (_name, spoil) => {
    const { publish, api, folder } = await openProject();
    await publish('--workspace', 'Team');
    const seen = api.seen.length;
    const spoilt = spoil(filesIn(folder).get('postman.lock.json') ?? '');
    writeFileSync(join(folder, 'postman.lock.json'), spoilt);
    const { code, told } = await publish();
    expect([code, told.diagnostics[0]?.code]).toEqual([2, 'publish-lock-unreadable']);
    expect(api.seen).toHaveLength(seen);
    expect(filesIn(folder).get('postman.lock.json')).toBe(spoilt);
  });

  it('an entity of the lock that is gone, which is made anew only when asked', async () => {
    const { publish, api, collections, lock } = await openProject();
    await publish('--workspace', 'Team');
    api.store.entities.delete(collections()[0]?.uid ?? '');
    const { code, told } = await publish();
    expect([code, told.diagnostics[0]?.code]).toEqual([1, 'entity-gone']);
    expect(collections()).toEqual([]);
    expect((await publish('--recreate')).code).toBe(0);
    expect(lock().collections['boats']?.uid).toBe(collections()[0]?.uid);
  });

  it('a lock that mixes two modules up: neither is overwritten, whatever is preferred', async () => {
    const { publish, folder, lock, api } = await openProject();
    writeFiles(folder, {
      'piers.json': { ...boats({}, 'Piers'), paths: PIER },
    });
    await run(['build', '--quiet', '--spec', '*.json'], { cwd: folder });
    await publish('--workspace', 'Team');
    const [text, { collections }] = [filesIn(folder).get('postman.lock.json') ?? '', lock()];
    const [one = '', other = ''] = Object.values(collections).map(({ uid }) => uid);
    const mixed = text.replaceAll(one, 'x').replaceAll(other, one).replaceAll('"x"', `"${other}"`);
    writeFiles(folder, { 'postman.lock.json': mixed });
    const seen = api.seen.length;
    const { code, told } = await publish('--prefer', 'ours');
    expect([code, ...told.diagnostics.map((found) => found.code)]).toEqual([
      1,
      'entity-of-other-module',
      'entity-of-other-module',
    ]);
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
  });

  it('a secret in what would be shared: nothing is sent', async () => {
    const { publish, folder, api } = await openProject();
    const secret = 'pit-3f9d1c52-7b8e-4a60-9d21-c5e8f7a4b016';
    const text = (filesIn(folder).get(COLLECTION) ?? '').replace(
      'List boats, one after',
      `Use ${secret} after`,
    );
    writeFiles(folder, { [COLLECTION]: text });
    const { code, told, stdout, stderr } = await publish('--workspace', 'Team');
    expect([code, told.diagnostics[0]?.code]).toEqual([2, 'secret-in-built-file']);
    expect(told.diagnostics[0]?.pointer).toMatch(/^\/item\/0\/item\/0\/request\/description$/);
    expect(stdout + stderr).not.toContain(secret);
    expect(api.seen).toEqual([]);
  });

  it('a built file that was changed by hand', async () => {
    const { publish, folder, api } = await openProject();
    writeFiles(folder, { [COLLECTION]: `${filesIn(folder).get(COLLECTION)} ` });
    const { code, told } = await publish('--workspace', 'Team');
    expect([code, told.diagnostics[0]?.code]).toEqual([2, 'built-file-edited']);
    expect(api.seen).toEqual([]);
  });

  it('a build that is not kept: edits cannot be told from changes of the spec', async () => {
    const { publish, build, folder, collections, api } = await openProject();
    await publish('--workspace', 'Team');
    await build(boats(PIER));
    for (const path of filesIn(folder).keys())
      if (path.includes('/history/')) writeFiles(folder, { [path]: '{' });
    const seen = api.seen.length;
    const { code, told } = await publish();
    expect([code, told.diagnostics[0]?.code]).toEqual([1, 'base-missing']);
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
    expect((await publish('--prefer', 'theirs')).code).toBe(0);
    expect(Object.keys(idsByName(collections()[0]))).toContain('List piers');
  });

  it('a secret that somebody put into Postman', async () => {
    const { publish, collections } = await openProject();
    await publish('--workspace', 'Team');
    const [first] = nodesOf(collections()[0]?.content).filter((node) => 'request' in node);
    Object.assign(first?.['request'] ?? {}, { description: 'pit-3f9d1c52-7b8e-4a60-9d21-c5e8f7a4b016' });
    const { code, told } = await publish();
    expect([code, told.diagnostics[0]?.code]).toEqual([0, 'secret-in-postman']);
  });

  it('a limit that lasts for hours, which it does not wait for', async () => {
    const { publish, api, collections, lock } = await openProject();
    const headers = { RetryAfter: '86400' };
    api.trouble({ method: 'POST', path: /environments/, what: { type: 'status', status: 429, headers } });
    const { code, told } = await publish('--workspace', 'Team');
    expect([code, told.diagnostics[0]?.code]).toEqual([2, 'postman-limit']);
    expect(told.diagnostics[0]?.message).toContain('86400 s');
    expect(lock().collections['boats']?.uid).toBe(collections()[0]?.uid);
    expect((await publish()).code).toBe(0);
    expect([collections().length, api.store.of('environment').length]).toEqual([1, 2]);
  });

  it('what is refused for one collection keeps no other from being published', async () => {
    const { publish, api } = await openProject();
    const body = { error: { name: 'malformed', message: 'no', details: ['info: is wrong'] } };
    api.trouble({ method: 'POST', path: /collections/, what: { type: 'status', status: 400, body } });
    const { code, told } = await publish('--workspace', 'Team');
    expect(code).toBe(1);
    expect(told.diagnostics[0]).toMatchObject({ code: 'postman-refused' });
    expect(told.diagnostics[0]?.message).toContain('no: info: is wrong');
    expect(told.entities.map(({ action }) => action)).toEqual(['failed', 'create', 'create']);
  });
});
