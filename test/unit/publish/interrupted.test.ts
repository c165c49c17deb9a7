import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../../../src/publish-run.ts';
import { run, temporaryFolder } from '../../command.ts';
import { nodesOf } from '../../scenarios/postman-api/entity-ids.ts';
import { boats } from '../../scenarios/postman-api/published-project.ts';
import { servePostmanApi, type Trouble } from '../../scenarios/postman-api/serve-postman-api.ts';
import { filesIn, writeFiles } from '../../scenarios/project.ts';

const folder = temporaryFolder();
const out = join(folder, 'out');
const [before, after] = [new Map<string, string>(), new Map<string, string>()];

/** Two builds, and what was in the out folder after each. */
beforeAll(async () => {
  for (const [spec, files] of [
    [boats(), before],
    [boats({ '/piers': { get: { summary: 'List piers', responses: {} } }, '/harbours': {} }), after],
  ] as const) {
    writeFiles(folder, { 'boats.json': spec });
    expect((await run(['build', '--quiet', '--spec', 'boats.json'], { cwd: folder })).code).toBe(0);
    for (const [path, content] of filesIn(out)) files.set(path, content);
  }
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  path: fc.constantFrom(/^\/collections/, /^\/environments/, /^\/workspaces/),
  times: fc.integer({ min: 1, max: 9 }),
  what: fc.oneof(
    fc.record({ type: fc.constant('drop' as const), applied: fc.boolean() }),
    fc.record({ type: fc.constant('status' as const), status: fc.constantFrom(429, 500, 502, 503) }),
  ),
});

describe('publish under troubles', () => {
  it('ends with one of each, whatever breaks and however often, under the ids that were first given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(trouble, { maxLength: 4 }),
        fc.array(trouble, { maxLength: 4 }),
        async (first, then) => {
          const api = await servePostmanApi();
          api.limit = 10_000;
          const options = {
            out,
            lockFile: join(temporaryFolder(), 'lock.json'),
            workspace: 'Team',
            apiBase: api.origin,
            asyncFrom: 1e9,
            dryRun: false,
            recreate: false,
            prune: false,
          };
          const untilDone = async (): Promise<void> => {
            for (let runs = 0; runs < 20; runs++) {
              const report = await publish(options, {
                readVariable: () => api.key,
                onEntity: () => {},
                onWait: () => {},
                onTurn: () => {},
                wait: async () => {},
                mayDelete: async () => false,
              }).catch(() => undefined);
              if (report?.entities.every(({ action }) => action !== 'failed')) return;
            }
            throw new Error('never done');
          };
          const ids = (): ReadonlyMap<unknown, unknown> =>
            new Map(
              api.store
                .of('collection')
                .flatMap(({ content }) => nodesOf(content).map(({ name, id }) => [name, id])),
            );

          writeFiles(out, Object.fromEntries(before));
          first.forEach(api.trouble);
          await untilDone();
          const given = ids();
          writeFiles(out, Object.fromEntries(after));
          then.forEach(api.trouble);
          await untilDone();

          expect([api.store.of('collection').length, api.store.of('environment').length]).toEqual([1, 2]);
          for (const name of ['boats', 'List boats', 'Add boat'])
            expect(ids().get(name)).toBe(given.get(name));
          expect(ids().has('List piers') && !ids().has('List harbours')).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
