import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../command.ts';
import { nodesOf } from './postman-api/entity-ids.ts';
import { boats, idsByName, openProject, requestNamed, writesIn } from './postman-api/published-project.ts';
import { writeFiles } from './project.ts';

const PIER = {
  '/piers': { get: { summary: 'List piers', tags: ['boats'], responses: { 200: { description: 'x' } } } },
};

describe.concurrent('publish', () => {
  it('creates collections and environments in the workspace, and keeps their ids', async () => {
    const { publish, collections, lock, api } = await openProject();
    const { code, told } = await publish('--workspace', 'Team');
    expect(code).toBe(0);
    expect(told.entities.map(({ kind, name, action }) => [kind, name, action])).toEqual([
      ['collection', 'boats', 'create'],
      ['environment', 'mock', 'create'],
      ['environment', 'production', 'create'],
    ]);
    const [collection] = collections();
    const { boats: locked } = lock().collections;
    expect(locked?.uid).toBe(collection?.uid);
    expect(locked?.requests['GET /boats']?.id).toBe(idsByName(collection)['List boats']);
    expect(Object.keys(locked?.requests['GET /boats']?.examples ?? {})).toEqual(['200', '404']);
    expect(locked?.folders['boats']).toBeDefined();
    const [, production] = api.store.of('environment');
    expect(production?.content['values']).toContainEqual({
      key: 'access_token',
      value: '',
      type: 'secret',
      enabled: true,
    });
  });

  it('writes nothing when nothing changed', async () => {
    const { publish, lock, api } = await openProject();
    await publish('--workspace', 'Team');
    const [before, seen] = [lock(), api.seen.length];
    const { code, told } = await publish();
    expect(code).toBe(0);
    expect(new Set(told.entities.map(({ action }) => action))).toEqual(new Set(['unchanged']));
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
    expect(lock()).toEqual(before);
  });

  it('updates the same requests when the spec changes', async () => {
    const { publish, build, collections, lock } = await openProject();
    await publish('--workspace', 'Team');
    const before = idsByName(collections()[0]);
    await build(boats({ ...PIER, '/harbours': {} }));
    const { told } = await publish();
    expect(told.entities[0]).toMatchObject({
      action: 'update',
      changes: { added: ['GET /piers'], changed: [], removed: ['GET /harbours'] },
    });
    const after = idsByName(collections()[0]);
    expect(after).toMatchObject({ 'List boats': before['List boats'], 'Add boat': before['Add boat'] });
    expect(after).not.toHaveProperty('List harbours');
    expect(lock().collections['boats']?.requests['GET /piers']?.id).toBe(after['List piers']);
    expect(collections()).toHaveLength(1);
  });

  it('keeps what people did in Postman, and takes what the spec changed beside it', async () => {
    const { publish, build, collections } = await openProject();
    await publish('--workspace', 'Team');
    const [team] = collections();
    Object.assign(requestNamed(team, 'List boats')['request'] as object, { description: 'Ask Ada first.' });
    requestNamed(team, 'Add boat')['name'] = 'Add a boat';
    const folder = requestNamed(team, 'boats')['item'] as object[];
    folder.push({
      id: 'a-persons-own',
      name: 'By hand',
      request: { method: 'GET', url: 'https://a.example' },
    });
    const ids = idsByName(team);
    await build(boats({ ...PIER, '/harbours': {} }));
    const { code, told } = await publish();
    expect(code).toBe(0);
    expect(told.entities[0]).toMatchObject({
      changes: { added: ['GET /piers'], changed: [], removed: ['GET /harbours'] },
      conflicts: [],
    });
    expect(requestNamed(team, 'List boats')['request']).toMatchObject({ description: 'Ask Ada first.' });
    expect(Object.keys(idsByName(team))).toContain('List piers');
    expect(idsByName(team)).toMatchObject({
      'Add a boat': ids['Add a boat'],
      'List boats': ids['List boats'],
      'By hand': 'a-persons-own',
    });
    expect((await publish()).told.entities[0]?.action).toBe('unchanged');
  });

  it('says where a person and the spec changed one thing, and whose stays', async () => {
    const { publish, build, collections } = await openProject();
    await publish('--workspace', 'Team');
    const [team] = collections();
    const edit = (text: string) =>
      Object.assign(requestNamed(team, 'List harbours')['request'] as object, { description: text });
    const describedAs = (description: string) =>
      boats({
        '/harbours': { get: { summary: 'List harbours', tags: ['boats'], description, responses: {} } },
      });
    edit('From a person.');
    await build(describedAs('From the spec.'));
    const { code, told } = await publish();
    expect(code).toBe(1);
    expect(told.entities[0]?.conflicts).toMatchObject([{ operation: 'GET /harbours', chosen: 'theirs' }]);
    expect(requestNamed(team, 'List harbours')['request']).toMatchObject({ description: 'From a person.' });
    edit('From a person again.');
    await build(describedAs('From the spec again.'));
    expect((await publish('--prefer', 'ours')).code).toBe(0);
    expect(JSON.stringify(requestNamed(team, 'List harbours')['request'])).toContain('From the spec again.');
  });

  it('keeps values that a person set in an environment, and sends no secret', async () => {
    const { publish, api, folder } = await openProject();
    await publish('--workspace', 'Team');
    const [, production] = api.store.of('environment');
    const values = production?.content['values'] as { key: string; value: string; type: string }[];
    for (const one of values) if (one.key === 'location_id') one.value = 'north';
    for (const one of values) if (one.key === 'access_token') one.value = 'shared-by-mistake';
    values.push({ key: 'own', value: 'mine', type: 'default' });
    expect((await publish()).told.entities[2]?.action).toBe('unchanged');
    writeFiles(folder, {
      'hoopai-postman.config.json': { environments: { production: { region: 'eu' }, mock: {} } },
    });
    await run(['build', '--quiet', '--spec', 'boats.json'], { cwd: folder });
    const { told } = await publish();
    expect(told.entities[2]).toMatchObject({
      action: 'update',
      changes: { added: ['region'], changed: [], removed: [] },
    });
    expect(told.diagnostics.map(({ code }) => code)).toEqual(['shared-secret-emptied']);
    const after = production?.content['values'] as { key: string; value: string }[];
    expect(Object.fromEntries(after.map(({ key, value }) => [key, value]))).toMatchObject({
      location_id: 'north',
      access_token: '',
      own: 'mine',
      region: 'eu',
    });
  });

  it('sends no private copy of an environment', async () => {
    const { publish, api, folder } = await openProject();
    const values = [{ key: 'access_token', value: 'pit-of-my-own', type: 'secret', enabled: true }];
    writeFiles(folder, {
      'out/environments/production.private.postman_environment.json': { id: 'x', name: 'production', values },
    });
    expect((await publish('--workspace', 'Team')).code).toBe(0);
    expect(api.store.of('environment')).toHaveLength(2);
    expect(JSON.stringify(api.seen)).not.toContain('pit-of-my-own');
  });

  it('plans with GETs only', async () => {
    const { publish, api, folder } = await openProject();
    const { code, told } = await publish('--workspace', 'Team', '--dry-run');
    expect(code).toBe(0);
    expect(told.entities.map(({ action }) => action)).toEqual(['create', 'create', 'create']);
    expect(told.entities[0]?.changes?.added).toEqual(['GET /boats', 'GET /harbours', 'POST /boats']);
    expect(writesIn(api.seen)).toEqual([]);
    expect(existsSync(join(folder, 'postman.lock.json'))).toBe(false);
  });

  it('deletes what is no longer built only when it is asked to and allowed to', async () => {
    const { publish, api, collections, lock, folder } = await openProject();
    writeFiles(folder, { 'piers.json': boats(PIER, 'Piers') });
    await run(['build', '--quiet', '--spec', '*.json'], { cwd: folder });
    await publish('--workspace', 'Team');
    await run(['build', '--quiet', '--spec', 'boats.json'], { cwd: folder });
    const kept = await publish();
    expect(kept.told.entities.at(-1)).toMatchObject({ name: 'piers', action: 'orphan' });
    const seen = api.seen.length;
    const refused = await publish('--prune');
    expect([refused.code, refused.told.diagnostics[0]?.code]).toEqual([2, 'usage-invalid']);
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
    const pruned = await publish('--prune', '--yes');
    expect(pruned.told.entities.at(-1)).toMatchObject({ name: 'piers', action: 'delete' });
    expect(collections().map(({ content }) => Object(content['info'])['name'])).toEqual(['Boats']);
    expect(Object.keys(lock().collections)).toEqual(['boats']);
  });

  it('takes over what somebody imported by hand, and makes no second copy', async () => {
    const { publish, api, collections, folder, build } = await openProject();
    const [, team] = api.store.workspaces;
    const file = join(folder, 'out/collections/boats.postman_collection.json');
    const imported = JSON.parse(readFileSync(file, 'utf8')) as object;
    api.store.create('collection', { collection: imported }, team?.id ?? '');
    await build(boats(PIER));
    const { told } = await publish('--workspace', 'Team');
    expect(told.entities[0]).toMatchObject({
      action: 'update',
      found: true,
      changes: { added: ['GET /piers'] },
    });
    expect(collections()).toHaveLength(1);
  });

  it('makes a lost lock again from what stands in the workspace', async () => {
    const { publish, lock, api, folder } = await openProject();
    await publish('--workspace', 'Team');
    const [before, seen] = [lock(), api.seen.length];
    rmSync(join(folder, 'postman.lock.json'));
    const { code, told } = await publish('--workspace', 'Team');
    expect([code, told.entities.map(({ found }) => found)]).toEqual([0, [true, true, true]]);
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
    expect(lock()).toEqual(before);
  });

  it('makes no copy of one that comes from a build of ours which nobody knows', async () => {
    const { publish, api, collections, folder } = await openProject();
    await publish('--workspace', 'Team');
    rmSync(join(folder, 'postman.lock.json'));
    const variables = collections()[0]?.content['variable'] as { key: string; value: string }[];
    for (const one of variables) if (one.key === 'spec_build') one.value = '0123456789abcdef';
    const seen = api.seen.length;
    const { code, told } = await publish('--workspace', 'Team');
    expect([code, told.diagnostics[0]?.code]).toEqual([1, 'base-missing']);
    expect(writesIn(api.seen.slice(seen))).toEqual([]);
    expect((await publish('--prefer', 'theirs')).told.entities[0]?.action).toBe('update');
    expect(collections()).toHaveLength(1);
  });

  it('touches none of two that may be its own', async () => {
    const { publish, api, folder } = await openProject();
    const file = join(folder, 'out/collections/boats.postman_collection.json');
    const collection = JSON.parse(readFileSync(file, 'utf8')) as object;
    for (let copy = 0; copy < 2; copy++)
      api.store.create('collection', { collection }, api.store.workspaces[1]?.id ?? '');
    const { code, told } = await publish('--workspace', 'Team');
    expect([code, told.diagnostics[0]?.code]).toEqual([1, 'entity-ambiguous']);
    expect(told.entities.map(({ action }) => action)).toEqual(['failed', 'create', 'create']);
  });

  it('leaves a stranger of the same name alone', async () => {
    const { publish, api, collections } = await openProject();
    const strange = { info: { name: 'Boats', schema: 'x' }, item: [] };
    api.store.create('collection', { collection: strange }, api.store.workspaces[1]?.id ?? '');
    const { code, told } = await publish('--workspace', 'Team');
    expect([code, told.diagnostics[0]?.code]).toEqual([0, 'name-taken']);
    expect(collections()).toHaveLength(2);
    expect(collections()[0]?.content['item']).toEqual([]);
  });

  it('keeps an edited request that the spec no longer has, with its id, in one folder', async () => {
    const { publish, build, collections } = await openProject();
    await publish('--workspace', 'Team');
    const [team] = collections();
    const { 'List harbours': id } = idsByName(team);
    Object.assign(requestNamed(team, 'List harbours')['request'] as object, { description: 'Ask Ada.' });
    await build(boats({ '/harbours': {} }));
    await publish();
    const { 'Removed from the spec': folder } = idsByName(team);
    await build(boats({ '/harbours': {}, ...PIER }));
    await publish();
    const names = nodesOf(team?.content).map(({ name }) => name);
    expect(names.filter((name) => name === 'Removed from the spec')).toHaveLength(1);
    expect(idsByName(team)).toMatchObject({ 'List harbours': id, 'Removed from the spec': folder });
  });
});
