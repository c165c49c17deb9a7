import type { ApiModel, MediaType } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';

const LONGEST = 200;
const DEEPEST = 12;

/** Every id that the specs show somewhere: as example of a parameter, or in an example body. They exist from the start. */
export function knownIds(models: readonly ApiModel[]): ReadonlySet<string> {
  const ids = new Set<string>();
  const names = new Set<string>();
  const operations = models.flatMap((api) => api.operations);
  for (const { parameters } of operations) {
    for (const { name, in: place, example, namedExamples } of parameters) {
      if (place === 'path') names.add(name.toLowerCase());
      for (const value of [example, ...namedExamples.map((one) => one.value)])
        collect(value, true, names, ids, 0);
    }
  }
  for (const { body, responses } of operations) {
    const contents: readonly MediaType[] = [
      ...(body?.contents ?? []),
      ...responses.flatMap((response) => response.contents),
    ];
    for (const { examples } of contents) collect(examples[0]?.value ?? null, false, names, ids, 0);
  }
  return ids;
}

function collect(
  value: Json,
  isId: boolean,
  names: ReadonlySet<string>,
  ids: Set<string>,
  depth: number,
): void {
  if (depth > DEEPEST) return;
  if (isArray(value)) for (const item of value) collect(item, isId, names, ids, depth + 1);
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value))
      collect(inner, holdsId(key, names), names, ids, depth + 1);
  else if (isId && value !== null && String(value).length <= LONGEST) ids.add(String(value));
}

function holdsId(key: string, names: ReadonlySet<string>): boolean {
  return /(^|[^A-Z])(I[dD]|_?id)s?$|uuid$/.test(key) || names.has(key.toLowerCase());
}
