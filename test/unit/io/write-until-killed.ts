import { readManifest } from '../../../src/io/read-out.ts';
import { writePlan } from '../../../src/io/write-plan.ts';
import { planOf } from './sample-plan.ts';

/** Run as a process of its own: writes `old` and `new` in turns into the folder of its first argument. */
const [out = '', count = '6', size = '150000'] = process.argv.slice(2);

function version(name: string): ReturnType<typeof planOf> {
  const files = Array.from({ length: Number(count) }, (_, index) => [
    `collections/module-${index}.postman_collection.json`,
    JSON.stringify({ info: { _postman_id: `id-${index}`, name }, item: [name.repeat(Number(size) / 3)] }),
  ]);
  return planOf(Object.fromEntries(files));
}

for (let turn = 0; ; turn += 1) {
  const previous = await readManifest(out);
  await writePlan(version(turn % 2 === 0 ? 'old' : 'new'), {
    out,
    dryRun: false,
    ...(previous ? { previous } : {}),
  });
  if (turn === 1) process.stdout.write('ready\n');
}
