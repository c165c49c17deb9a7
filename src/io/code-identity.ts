import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './surroundings.ts';

/** Libraries whose version shows in what is built. */
const LIBRARIES = ['openapi-to-postmanv2', 'yaml', 'jsonc-parser', 'uuid', '@eslint-community/regexpp'];

/**
 * What, besides the input, decides what this program makes of it: its own code, which a version alone does not name
 * for those who work on it, the libraries and the runtime. Undefined when it runs from its sources.
 */
export function codeIdentity(): string | undefined {
  const file = fileURLToPath(import.meta.url);
  if (file.endsWith('.ts')) return undefined;
  const folder = dirname(file);
  // The bundler puts a hash of its content into the name of each part.
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .toSorted()
    .map((name) => `${name} ${statSync(join(folder, name)).size}`);
  return [process.version, ...code, ...LIBRARIES.map(versionOf)].join('\n');
}

function versionOf(library: string): string {
  let folder = packageRoot();
  for (;;) {
    const text = readIfThere(join(folder, 'node_modules', library, 'package.json'));
    if (text !== undefined) return `${library} ${(JSON.parse(text) as { version?: string }).version}`;
    if (dirname(folder) === folder) return library;
    folder = dirname(folder);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
