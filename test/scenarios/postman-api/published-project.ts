import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PublishLock, PublishReport } from '../../../src/model/publish.ts';
import { CLI, type Run, run, temporaryFolder } from '../../command.ts';
import { writeFiles } from '../project.ts';
import { nodesOf } from './entity-ids.ts';
import type { Entity } from './entity-store.ts';
import { type FakeApi, type SeenRequest, servePostmanApi } from './serve-postman-api.ts';

export interface Told extends Omit<PublishReport, 'diagnostics'> {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly pointer?: string;
  }[];
}

export interface Project {
  readonly folder: string;
  readonly api: FakeApi;
  readonly build: (spec: object) => Promise<void>;
  readonly publish: (...args: readonly string[]) => Promise<Run & { readonly told: Told }>;
  /** Without waiting for it. */
  readonly start: (...args: readonly string[]) => ChildProcess;
  readonly lock: () => PublishLock;
  /** Of the Team workspace. */
  readonly collections: () => Entity[];
}

/** A folder with a built spec and a lock-free workspace `Team` in a fake of Postman. */
export async function openProject(spec: object = boats()): Promise<Project> {
  const [folder, api] = [temporaryFolder(), await servePostmanApi()];
  const env = { POSTMAN_API_KEY: api.key, POSTMAN_API_BASE: api.origin };
  const lockText = (): string => readFileSync(join(folder, 'postman.lock.json'), 'utf8');
  const build = async (changed: object): Promise<void> => {
    writeFiles(folder, { 'boats.json': changed });
    expect((await run(['build', '--quiet', '--spec', 'boats.json'], { cwd: folder })).code).toBe(0);
  };
  await build(spec);
  return {
    folder,
    api,
    build,
    publish: async (...args) => {
      const ran = await run(['publish', '--json', ...args], { cwd: folder, env });
      expect(ran.stdout + ran.stderr, 'the key in the output').not.toContain(api.key);
      expect(ran.stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
      return { ...ran, told: JSON.parse(ran.stdout) as Told };
    },
    start: (...args) =>
      spawn(process.execPath, [CLI, 'publish', ...args], { cwd: folder, env: { ...process.env, ...env } }),
    lock: () => {
      expect(lockText()).not.toContain(api.key);
      return JSON.parse(lockText()) as PublishLock;
    },
    collections: () => api.store.of('collection', api.store.workspaces[1]?.id),
  };
}

export function writesIn(seen: readonly SeenRequest[]): readonly string[] {
  return seen.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** A request of a collection of the server, by its name, to be read or edited as a person would. */
export function requestNamed(entity: Entity | undefined, name: string): Record<string, unknown> {
  const found = nodesOf(entity?.content).find((node) => node['name'] === name);
  expect(found, name).toBeDefined();
  return found ?? {};
}

export function idsByName(entity: Entity | undefined): Record<string, unknown> {
  return Object.fromEntries(nodesOf(entity?.content).map(({ name, id }) => [String(name), id]));
}

type Operations = { readonly [path: string]: object };

/** A small API; `more` are further paths, or others in place of its own. */
export function boats(more: Operations = {}, title = 'Boats'): object {
  const operation = (summary: string): object => ({
    summary,
    tags: ['boats'],
    description: `${summary}, one after the other.`,
    responses: {
      200: { description: 'Fine.', content: { 'application/json': { schema: { type: 'object' } } } },
      404: { description: 'Not there.' },
    },
  });
  return {
    openapi: '3.0.3',
    info: { title, version: '1' },
    servers: [{ url: 'https://services.leadconnectorhq.com' }],
    tags: [{ name: 'boats', description: 'Small ones.' }],
    paths: {
      '/boats': { get: operation('List boats'), post: operation('Add boat') },
      '/harbours': { get: operation('List harbours') },
      ...more,
    },
  };
}
