import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/output.ts';
import type { BuiltEntity, EntityKind } from '../model/publish.ts';
import { systemReason } from './out-failure.ts';

export interface BuiltFile extends BuiltEntity {
  /** Absolute. */
  readonly file: string;
  /** A person has changed it since the build. */
  readonly isEdited: boolean;
}

/** The collections of these modules as they stand in the out folder. @throws Stop for one that is no collection. */
export function readBuiltCollections(
  out: string,
  { modules }: Manifest,
  names: readonly string[],
): Promise<readonly BuiltFile[]> {
  const entries = Object.entries(modules).filter(([name]) => names.includes(name));
  return Promise.all(
    entries.map(async ([name, entry]) => {
      const built = await readBuiltFile('collection', name, join(out, entry.file), entry.hash);
      const info = Object(built.content['info']) as JsonObject;
      return { ...built, title: String(info['name'] ?? '') };
    }),
  );
}

/** The environments as they stand in the out folder. @throws Stop for one that is no environment. */
export function readBuiltEnvironments(
  out: string,
  { environments }: Manifest,
): Promise<readonly BuiltFile[]> {
  return Promise.all(
    Object.entries(environments).map(async ([name, entry]) => {
      const built = await readBuiltFile('environment', name, join(out, entry.file), entry.hash);
      return { ...built, title: String(built.content['name'] ?? '') };
    }),
  );
}

async function readBuiltFile(
  kind: EntityKind,
  name: string,
  file: string,
  hash: string,
): Promise<Omit<BuiltFile, 'title'>> {
  const bytes = await readBytes(kind, file);
  const content = parsed(bytes);
  const isWhole = Array.isArray(Object(content)[kind === 'collection' ? 'item' : 'values']);
  if (!isWhole) throw unreadable(kind, file, `it is no Postman ${kind}`);
  const isEdited = createHash('sha256').update(bytes).digest('hex') !== hash;
  return { kind, name, file, content: content as JsonObject, isEdited };
}

async function readBytes(kind: EntityKind, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw unreadable(kind, file, systemReason(error));
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function unreadable(kind: EntityKind, file: string, reason: string): Stop {
  return new Stop([diagnostic(`${kind}-unreadable`, { reason }, { file })]);
}
