import type { Operation, Response } from '../model/api.ts';
import type { Layout } from '../model/layout.ts';
import { chooseContent } from '../postman/choose-content.ts';

/** The layout of an operation's request, but for what it accepts. */
export function requestLayout({ method, body }: Operation): Layout {
  const media = body && chooseContent(body.contents);
  return { method, ...(media && { body: media.type }) };
}

/** One whose request accepts what an operation's first response, by status code, has to give; none: nothing. */
export function acceptLayouts(
  { responses }: Operation,
  codes: ReadonlyMap<Response, number>,
): readonly Layout[] {
  const byCode = responses.toSorted((a, b) => (codes.get(a) ?? 0) - (codes.get(b) ?? 0));
  const [accepted] = byCode.flatMap(({ contents }) => chooseContent(contents) ?? []);
  return accepted ? [{ method: 'GET', code: 200, type: accepted.type }] : [];
}

/** The layout of a saved example. */
export function responseLayout(response: Response, code: number): Layout {
  const media = chooseContent(response.contents);
  return { method: 'GET', code, ...(media && { type: media.type }) };
}

/**
 * A document of one stand-in path a layout (`/0`, `/1`, ...), so that an item is found again by method and path
 * whatever the real path looks like.
 */
export function skeletonOf(layouts: readonly Layout[]): object {
  const paths = layouts.map((layout, index) => [
    `/${index}`,
    { [layout.method.toLowerCase()]: skeletonOperation(layout) },
  ]);
  return {
    openapi: '3.0.3',
    info: { title: 'Layouts', version: '1' },
    servers: [{ url: 'https://stand-in.invalid' }],
    paths: Object.fromEntries(paths),
  };
}

function skeletonOperation({ body, code, type }: Layout): object {
  const response = { description: 'Response', ...contentOf(type) };
  return {
    ...(body === undefined ? {} : { requestBody: contentOf(body) }),
    responses: code === undefined ? {} : { [code]: response },
  };
}

function contentOf(type: string | undefined): object {
  if (type === undefined) return {};
  // The converter asks an object of types for its methods: none of those may be hidden by a type that is none.
  return { content: { [type in Object.prototype ? '*/*' : type]: { schema: {} } } };
}
