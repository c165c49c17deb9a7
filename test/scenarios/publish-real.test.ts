import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PublishReport } from '../../src/model/publish.ts';
import { run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { nodesOf } from './postman-api/entity-ids.ts';
import { writesIn } from './postman-api/published-project.ts';
import { servePostmanApi } from './postman-api/serve-postman-api.ts';
import { writeFiles } from './project.ts';

describeWithShared('publish of the 41 real modules', () => {
  it('writes each once, keeps every id and edit when all change, and ends with nothing to do', async () => {
    const [cwd, api] = [temporaryFolder(), await servePostmanApi()];
    // It waits for the limit elsewhere.
    api.limit = 10_000;
    const env = { POSTMAN_API_KEY: api.key, POSTMAN_API_BASE: api.origin };
    const build = () =>
      run(['build', '--quiet', '--spec', join(SHARED, 'specs/hoopai/apps/*.json')], { cwd });
    const publish = async (...args: readonly string[]) => {
      const from = api.seen.length;
      const { code, stdout } = await run(['publish', '--json', ...args], { cwd, env });
      const { entities } = JSON.parse(stdout) as PublishReport;
      return { code, entities, writes: writesIn(api.seen.slice(from)).length };
    };
    const ids = () =>
      api.store.of('collection').map(({ content }) =>
        nodesOf(content)
          .map(({ id }) => String(id))
          .toSorted(),
      );
    const requests = () =>
      api.store
        .of('collection')
        .flatMap(({ content }) => nodesOf(content).flatMap(({ request }) => request ?? []));

    await build();
    expect(await publish('--workspace', 'Team')).toMatchObject({ code: 0, writes: 43 });
    expect(await publish()).toMatchObject({ code: 0, writes: 0 });
    for (const request of requests()) Object.assign(request, { description: 'By hand.' });
    const before = ids();
    writeFiles(cwd, { 'hoopai-postman.config.json': { smoke: { budgetMs: 1234 } } });
    await build();
    const { code, entities, writes } = await publish();
    expect([code, writes]).toEqual([0, 41]);
    expect(entities.flatMap(({ changes }) => [changes?.added ?? [], changes?.removed ?? []].flat())).toEqual(
      [],
    );
    expect(ids()).toEqual(before);
    expect(new Set(requests().map((request) => Object(request)['description']))).toEqual(
      new Set(['By hand.']),
    );
    expect(await publish()).toMatchObject({ code: 0, writes: 0 });
  });
});
