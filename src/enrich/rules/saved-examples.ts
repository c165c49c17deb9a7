import { stableId } from '../../ids/stable-id.ts';
import type { MediaType, NamedExample, Operation, Response, Schemas } from '../../model/api.ts';
import type { KeyValue, SavedExample } from '../../model/collection.ts';
import { chooseContent } from '../../postman/choose-content.ts';
import { exampleCodes, reasonPhrase } from '../../postman/example-codes.ts';
import { stringKeyword } from '../../schema/read.ts';
import { bodyText, languageOf } from '../body-text.ts';
import { requestRule } from '../rule.ts';
import { plainText } from '../serialise.ts';
import { shortText } from '../short-text.ts';

/** One saved example a documented response; where the spec names several examples of one, each of them. */
export const savedExamples = requestRule('saved-examples', (bundled, { api }) => {
  const { operation, item } = bundled;
  const codes = exampleCodes(operation.responses);
  const byCode = new Map(item.response.map((example) => [example.code, example]));
  const response = operation.responses.flatMap((documented) => {
    const example = byCode.get(codes.get(documented) ?? 0);
    return example ? fill(example, documented, operation, api.schemas) : [];
  });
  return { ...bundled, item: { ...item, response: toldApart(response) } };
});

/** Two responses of one description also say their codes. */
function toldApart(examples: readonly SavedExample[]): readonly SavedExample[] {
  const counts = new Map<string, number>();
  for (const { name } of examples) counts.set(name, (counts.get(name) ?? 0) + 1);
  return examples.map((example) =>
    (counts.get(example.name) ?? 0) > 1 ? { ...example, name: `${example.name} (${example.code})` } : example,
  );
}

function fill(
  example: SavedExample,
  documented: Response,
  operation: Operation,
  schemas: Schemas,
): readonly SavedExample[] {
  const media = chooseContent(documented.contents);
  const base = {
    ...example,
    name: shortName(documented.description) || reasonPhrase(example.code) || documented.status,
    status: reasonPhrase(example.code),
    header: [...(media ? contentType(media) : []), ...documentedHeaders(documented)],
  };
  if (!media) return [{ ...base, body: '' }];
  const withBody = { ...base, _postman_previewlanguage: languageOf(media.type) };
  const [first, ...others] = media.examples;
  if (!first) return [{ ...withBody, body: '' }];
  const root = operation.operationId ?? 'response';
  const isAlone = others.length === 0;
  return media.examples.map((shown, index) => ({
    ...withBody,
    id: index === 0 ? example.id : stableId(example.id, String(index)),
    name: isAlone ? base.name : nameIn(base.name, shown),
    body: textOf(media, shown, root, schemas),
  }));
}

/** `Fine: second` for the example `second` of the response `Fine.` */
function nameIn(response: string, { name }: NamedExample): string {
  return name === '' ? response : `${response.replace(/\.$/, '')}: ${shortName(name)}`;
}

function textOf(media: MediaType, example: NamedExample, root: string, schemas: Schemas): string {
  const binary = media.schema && stringKeyword(media.schema, 'format') === 'binary';
  return binary && example.sampled ? '' : bodyText(media, example.value, root, schemas);
}

function contentType({ type }: MediaType): readonly KeyValue[] {
  return type.includes('*') ? [] : [{ key: 'Content-Type', value: type }];
}

function documentedHeaders({ headers }: Response): readonly KeyValue[] {
  return headers
    .filter(({ name }) => name.toLowerCase() !== 'content-type')
    .map(({ name, example, description }) => ({
      key: name,
      value: plainText(example).replaceAll(/[\r\n\0]+/g, ' '),
      ...(description === '' ? {} : { description }),
    }));
}

/** A description's first line, short enough for the sidebar. */
function shortName(description: string): string {
  const [line = ''] = description.trim().split(/\r?\n/, 1);
  return shortText(line, 100);
}
