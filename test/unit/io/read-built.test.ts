import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBuilt } from '../../../src/io/read-built.ts';
import { readManifest } from '../../../src/io/read-out.ts';
import { ROOT } from '../../command.ts';

it('reads the requests of a collection in their folders, and holds no saved example of them', async () => {
  const out = join(ROOT, 'out');
  const manifest = await readManifest(out);
  if (!manifest) throw new Error('The bundled specs are not built.');
  const { value: built } = await readBuilt(out, manifest, ['contacts']).next();
  const text = JSON.stringify(built?.collection);
  const requests = Object.values(manifest.modules['contacts']?.requests ?? {});
  expect(requests.length).toBeGreaterThan(10);
  expect(requests.filter(({ id }) => !text.includes(id))).toEqual([]);
  expect(text).not.toContain('originalRequest');
});
