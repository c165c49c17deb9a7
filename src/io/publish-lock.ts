import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { PublishLock } from '../model/publish.ts';
import { type Check, conflictLine, leaf, mapOf, shape } from './check-shape.ts';
import { ifThere, systemReason } from './out-failure.ts';
import { removeStaleTemps } from './remove-stale-temps.ts';
import { discard, renameStaged, stageFiles } from './stage-files.ts';

/** The lock of earlier publishing; undefined when there is none. @throws Stop `publish-lock-unreadable`. */
export async function readPublishLock(file: string): Promise<PublishLock | undefined> {
  const text = await readLockText(file);
  if (text === undefined) return undefined;
  const lock = parse(text, file);
  const fault = LOCK(lock, '') ?? doubleFault(lock as PublishLock);
  if (fault !== undefined) throw unreadable(file, fault);
  return lock as PublishLock;
}

/** Writes the lock, keys in order, whole or not at all; nothing when the file says it already. */
export async function writePublishLock(file: string, lock: PublishLock): Promise<void> {
  const text = `${printableJson(JSON.stringify(sorted(lock), null, 2))}\n`;
  if ((await readLockText(file)) === text) return;
  await removeStaleTemps([dirname(file)]);
  const staged = await stageFiles([{ step: 'content', target: file, shown: file, bytes: Buffer.from(text) }]);
  try {
    await renameStaged(staged);
  } catch (error) {
    await discard(staged);
    throw error;
  }
}

async function readLockText(file: string): Promise<string | undefined> {
  try {
    return await ifThere(() => readFile(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, systemReason(error));
  }
}

function parse(text: string, file: string): unknown {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw unreadable(file, `a merge conflict of git stands in it, at line ${conflict}`);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw unreadable(file, `it is no valid JSON (${(error as SyntaxError).message})`);
  }
}

const isText = leaf('a string', (value) => typeof value === 'string');
// Ids become parts of addresses.
const isId = leaf('an id', (value) => typeof value === 'string' && /^[\w-]{1,100}$/.test(value));

const LOCK: Check = shape({
  lockVersion: leaf('1', (value) => value === 1),
  workspace: shape({ id: isId, name: isText }),
  collections: mapOf(
    shape({
      uid: isId,
      fingerprint: isText,
      folders: mapOf(isText),
      requests: mapOf(shape({ id: isText, examples: mapOf(isText) })),
    }),
  ),
  environments: mapOf(shape({ uid: isId, values: mapOf(isText) })),
});

/** Two modules would overwrite each other in turn. */
function doubleFault({ collections, environments }: PublishLock): string | undefined {
  const owners = new Map<string, string>();
  for (const [name, { uid }] of [...Object.entries(collections), ...Object.entries(environments)]) {
    const other = owners.get(uid);
    if (other !== undefined) return `${other} and ${name} have one uid, ${uid}`;
    owners.set(uid, name);
  }
  return undefined;
}

function unreadable(file: string, reason: string): Stop {
  return new Stop([diagnostic('publish-lock-unreadable', { reason }, { file })]);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
