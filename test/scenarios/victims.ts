import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { postmanExport } from '../unit/merge/postman-export.ts';
import { boats, openProject } from './postman-api/published-project.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

/** A command that is killed, and what it is killed on. */
export interface Victim {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Folders in which it changes something. */
  readonly watched: readonly string[];
  /** A folder as it was before the command, with all that it needs. */
  readonly begin: () => Promise<string>;
  /** What of a file is old or new as a whole, by name: the file itself, as a rule. */
  readonly parts: (file: string, text: string) => Iterable<readonly [string, string]>;
  /** What stands elsewhere than in the folder. */
  readonly elsewhere: () => unknown;
  /** Changes elsewhere; gives what ends the listening. */
  readonly onChange?: (listener: () => void) => () => void;
}

const MODULES = Array.from({ length: 5 }, (_, index) => `m${index}`);

export const victims = { build: toBuild, merge: toMerge, publish: toPublish, pull: toPull };

async function toBuild(): Promise<Victim> {
  const folder = temporaryFolder();
  writeFiles(folder, specs('specs', 'Old'));
  await succeed(folder, 'build', '--quiet');
  writeFiles(folder, specs('specs', 'New'));
  const watched = ['out', 'out/collections', 'out/environments'];
  return { ...local(folder), args: ['build', '--quiet'], watched };
}

async function toMerge(): Promise<Victim> {
  const folder = temporaryFolder();
  writeFiles(folder, specs('specs', 'Old', ['m1']));
  await succeed(folder, 'build', '--quiet');
  const built = filesIn(folder).get('out/collections/m1.postman_collection.json') ?? '';
  const exported = JSON.stringify(postmanExport(JSON.parse(built) as object));
  writeFiles(folder, { 'export.json': exported });
  await succeed(folder, 'merge', 'export.json', '--quiet');
  writeFiles(folder, {
    ...specs('specs', 'New', ['m1']),
    'export.json': exported.replace('List pets', 'Mine'),
  });
  await succeed(folder, 'build', '--quiet');
  writeFiles(folder, specs('specs', 'Newer', ['m1']));
  const watched = ['out/history/m1', 'out/merged'];
  return { ...local(folder), args: ['merge', 'export.json', '--quiet'], watched };
}

async function toPull(): Promise<Victim> {
  const folder = temporaryFolder();
  writeFiles(folder, specs('from', 'Old'));
  await succeed(folder, 'pull', '--from', 'from', '--quiet');
  writeFiles(folder, specs('from', 'New'));
  return { ...local(folder), args: ['pull', '--from', 'from', '--quiet'], watched: ['specs'] };
}

/** In turn on a workspace that was published to before, and on an empty one. */
async function toPublish(): Promise<Victim> {
  const { folder, api, build, publish } = await openProject();
  const empty = new Map(api.store.entities);
  await publish('--workspace', 'Team');
  const published = new Map(structuredClone([...api.store.entities]));
  await build(boats({ '/piers': { get: { summary: 'List piers', responses: {} } } }, 'Ships'));
  api.limit = Number.POSITIVE_INFINITY;
  let turn = 0;
  return {
    args: ['publish', '--workspace', 'Team', '--quiet'],
    env: { POSTMAN_API_KEY: api.key, POSTMAN_API_BASE: api.origin },
    watched: ['.'],
    begin: async () => {
      const isEmpty = turn++ % 2 === 1;
      const cwd = copyOf(folder);
      if (isEmpty) rmSync(join(cwd, 'postman.lock.json'));
      api.store.entities.clear();
      for (const [uid, entity] of structuredClone([...(isEmpty ? empty : published)]))
        api.store.entities.set(uid, entity);
      return cwd;
    },
    parts: (file, text) => (file === 'postman.lock.json' ? entriesOf(text) : [[file, text]]),
    elsewhere: () =>
      [...api.store.entities.values()]
        .map(({ kind, content }): unknown => JSON.parse(masked(JSON.stringify({ kind, content }))))
        .toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)),
    onChange: (listener) => {
      const push = api.seen.push.bind(api.seen);
      api.seen.push = (...requests) => {
        listener();
        return push(...requests);
      };
      return () => {
        api.seen.push = push;
      };
    },
  };
}

/** The lock is written after each entity: each of its entries is the old one or the new one. */
function entriesOf(text: string): readonly (readonly [string, string])[] {
  const lock = JSON.parse(text) as { readonly [part: string]: unknown };
  expect(text).toBe(`${JSON.stringify(lock, null, 2)}\n`);
  return Object.entries(lock).flatMap(([part, value]) =>
    Object.entries(Object(value)).map(
      ([name, entry]) => [`lock: ${part} ${name}`, masked(JSON.stringify(entry))] as const,
    ),
  );
}

/** Ids are the server's, which makes them up. */
function masked(text: string): string {
  return text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '*');
}

function local(folder: string): Pick<Victim, 'env' | 'begin' | 'parts' | 'elsewhere'> {
  return {
    env: {},
    begin: async () => copyOf(folder),
    parts: (file, text) => [[file, text]],
    elsewhere: () => undefined,
  };
}

function copyOf(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function succeed(cwd: string, ...args: readonly string[]): Promise<void> {
  expect(await run(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
}

/** Large enough for writing them to take a while. */
function specs(folder: string, title: string, modules = MODULES): { readonly [path: string]: unknown } {
  const spec = { ...GOOD, info: { title, version: title, description: title.repeat(20_000) } };
  return Object.fromEntries(modules.map((module) => [`${folder}/${module}.json`, spec]));
}
