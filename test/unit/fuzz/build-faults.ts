import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Ajv, type ValidateFunction } from 'ajv';
import { helpOf, messageOf } from '../../../src/diagnostics/diagnostic.ts';
import { keysOf, nodeAt } from '../../../src/diagnostics/pointer.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { parseDocument } from '../../../src/load/parse-document.ts';
import { METHODS } from '../../../src/model/api.ts';
import type { PlannedBuild } from '../../../src/pipeline.ts';
import { isObject, own } from '../../../src/schema/read.ts';
import { SHARED } from '../../shared.ts';
import { buildInMemory } from './build-in-memory.ts';

const SCHEMA = join(SHARED, 'schemas', 'collection-v2.1.0.schema.json');
const isCollection: ValidateFunction | undefined = existsSync(SCHEMA)
  ? new Ajv({ strict: false, logger: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))
  : undefined;

/**
 * What is wrong with the build of some bytes, whatever they are. It is refused with a reason, or gives collections of
 * the official schema with every operation in it or told of; it tells of places that exist; it gives the same again.
 */
export async function buildFaults(bytes: Uint8Array): Promise<readonly string[]> {
  const built = await buildInMemory(bytes);
  const again = await buildInMemory(bytes);
  if (built instanceof Stop || again instanceof Stop) {
    const isSame = isDeepStrictEqual(Object(built).diagnostics, Object(again).diagnostics);
    return isSame ? [] : ['refused in another way when built again'];
  }
  const root = parseDocument(Buffer.from(bytes).toString(), 'stdin').value;
  return [
    ...(isDeepStrictEqual(built.plan, again.plan) ? [] : ['another plan when built again']),
    ...(isDeepStrictEqual(built.diagnostics, again.diagnostics)
      ? []
      : ['told of otherwise when built again']),
    ...ownFaults(built),
    ...lostPlaces(built, root),
    ...lostOperations(built, root),
    ...schemaFaults(built),
  ];
}

function schemaFaults({ plan }: PlannedBuild): readonly string[] {
  return plan.files.flatMap(({ path, content }) => {
    const value: unknown = JSON.parse(content);
    if (!path.startsWith('collections/') || !isCollection || isCollection(value)) return [];
    return [`not of the official schema: ${JSON.stringify(isCollection.errors?.slice(0, 3))}`];
  });
}

/** Diagnostics that say themselves that they are no fault of the spec. */
function ownFaults({ diagnostics }: PlannedBuild): readonly string[] {
  return diagnostics
    .filter((found) => helpOf(found).includes('fault of hoopai-postman'))
    .map((found) => `${found.code}: ${messageOf(found)}`);
}

function lostPlaces({ diagnostics }: PlannedBuild, root: unknown): readonly string[] {
  return diagnostics.flatMap(({ code, where }) => {
    const pointer = where?.pointer;
    return pointer === undefined || nodeAt(root, pointer) !== undefined
      ? []
      : [`${code} tells of ${pointer}, which is not there`];
  });
}

/** Keys of operations that are objects in the document, in no collection, and of which no diagnostic tells. */
function lostOperations({ modules, diagnostics }: PlannedBuild, root: unknown): readonly string[] {
  const built = new Set(modules.flatMap(({ entry }) => Object.keys(entry.requests)));
  const told = diagnostics.flatMap(({ where }) =>
    where?.pointer === undefined ? [] : [keysOf(where.pointer)],
  );
  const paths = isObject(root) ? own(root, 'paths') : undefined;
  const entries = Object.entries(Object(paths) as object).filter(([path]) => !path.startsWith('x-'));
  return entries.flatMap(([path, item]) =>
    METHODS.filter((method) => isObject(item) && isObject(own(item, method))).flatMap((method) => {
      const place = ['paths', path, method];
      // Of itself or of its path item: that something in it was left out does not tell of it.
      const isTold = told.some((keys) => keys.length > 1 && keys.every((key, index) => key === place[index]));
      return built.has(`${method.toUpperCase()} ${path}`) || isTold ? [] : [`${method} ${path} is lost`];
    }),
  );
}
