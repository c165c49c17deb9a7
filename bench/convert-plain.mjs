// The converter as it comes, for comparison: every spec of a folder in one process, written to another folder.
// usage: node convert-plain.mjs SPECS_DIR OUT_DIR Schema|Example
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import converter from 'openapi-to-postmanv2';

const [specs, out, parametersResolution] = process.argv.slice(2);
const convert = promisify(converter.convertV2);
mkdirSync(out, { recursive: true });
for (const name of readdirSync(specs).filter((file) => file.endsWith('.json'))) {
  const data = JSON.parse(readFileSync(join(specs, name), 'utf8'));
  const { result, reason, output } = await convert({ type: 'json', data }, { parametersResolution });
  if (!result) throw new Error(`${name}: ${reason}`);
  writeFileSync(join(out, name), JSON.stringify(output[0].data, null, 2));
}
