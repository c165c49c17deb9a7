import { stableId } from '../../ids/stable-id.ts';
import type { MediaType, NamedExample, Operation, Response } from '../../model/api.ts';
import type { KeyValue, SavedExample } from '../../model/collection.ts';
import { chooseContent } from '../../postman/choose-content.ts';
import { exampleCodes, reasonPhrase } from '../../postman/example-codes.ts';
import { stringKeyword } from '../../schema/read.ts';
import { bodyText, languageOf } from '../body-text.ts';
import { requestRule } from '../rule.ts';
import { plainText } from '../serialise.ts';

/** One saved example a documented response; where the spec names several examples of one, each of them. */
export const savedExamples = requestRule('saved-examples', (bundled) => {
  const { operation, item } = bundled;
  const codes = exampleCodes(operation.responses);
  const byCode = new Map(item.response.map((example) => [example.code, example]));
  const response = operation.responses.flatMap((documented) => {
    const example = byCode.get(codes.get(documented) ?? 0);
    return example ? fill(example, documented, operation) : [];
  });
  return { ...bundled, item: { ...item, response } };
});

function fill(example: SavedExample, documented: Response, operation: Operation): readonly SavedExample[] {
  const media = chooseContent(documented.contents);
  const base = {
    ...example,
    name: shortName(documented.description) || reasonPhrase(example.code) || documented.status,
    status: reasonPhrase(example.code),
    header: [...(media ? contentType(media) : []), ...documentedHeaders(documented)],
  };
  if (!media) return [{ ...base, body: '' }];
  const [first, ...others] = media.examples;
  const preview = languageOf(media.type);
  const withBody = { ...base, _postman_previewlanguage: preview };
  const root = operation.operationId ?? 'response';
  return [
    { ...withBody, body: textOf(media, first, root) },
    ...others.map((other, index) => ({
      ...withBody,
      id: stableId(example.id, String(index + 1)),
      name: shortName(`${base.name}: ${other.name}`),
      body: textOf(media, other, root),
    })),
  ];
}

function textOf(media: MediaType, example: NamedExample | undefined, root: string): string {
  if (!example) return '';
  const binary = media.schema && stringKeyword(media.schema, 'format') === 'binary';
  return binary && example.sampled ? '' : bodyText(media, example.value, root);
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
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
