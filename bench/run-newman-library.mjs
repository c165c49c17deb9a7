// Newman's library, one collection after the other in one process, for comparison.
// usage: node run-newman-library.mjs OUT_DIR BASE_URL
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import newman from 'newman';

const [out, baseUrl] = process.argv.slice(2);
const environment = join(out, 'environments', 'mock.postman_environment.json');
const envVar = [
  { key: 'base_url', value: baseUrl },
  { key: 'access_token', value: 'any-value' },
];
for (const name of readdirSync(join(out, 'collections'))) {
  await new Promise((resolve, reject) => {
    newman.run(
      { collection: join(out, 'collections', name), environment, envVar, workingDir: out },
      (error) => (error ? reject(error) : resolve()),
    );
  });
}
