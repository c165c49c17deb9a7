import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';

/** Whole collections, small enough to read: look at the difference as a Postman user before you commit it. */
it.each(['swagger.json', 'bodies.json', 'events.yaml'])(
  '%s becomes the collection in test/golden',
  async (name) => {
    const out = temporaryFolder();
    const spec = join(ROOT, 'test', 'fixtures', 'golden', name);
    expect(await run(['build', '--webhooks', '--spec', spec, '--out', out, '--quiet'])).toMatchObject({
      code: 0,
    });
    const module = name.replace(/\..*$/, '');
    const collection = readFileSync(join(out, 'collections', `${module}.postman_collection.json`), 'utf8');
    await expect(collection).toMatchFileSnapshot(
      join(ROOT, 'test', 'golden', `${module}.postman_collection.json`),
    );
  },
);
