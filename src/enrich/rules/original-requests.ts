import type { Body, FormField, KeyValue, Request } from '../../model/collection.ts';
import { rawUrl } from '../../postman/raw-url.ts';
import { requestRule } from '../rule.ts';

/** Each saved example shows the request that it answers: what is sent, without what explains it. */
export const originalRequests = requestRule('original-requests', (bundled) => {
  const { item } = bundled;
  const originalRequest = sent(item.request);
  return {
    ...bundled,
    item: { ...item, response: item.response.map((example) => ({ ...example, originalRequest })) },
  };
});

function sent({ method, header, body, url }: Request): Request {
  const { raw: _raw, query, variable, ...rest } = url;
  const asked = (query ?? []).filter(({ disabled }) => !disabled).map(bare);
  const parts = {
    ...rest,
    ...(asked.length > 0 ? { query: asked } : {}),
    ...(variable ? { variable: variable.map(bare) } : {}),
  };
  return {
    method,
    header: header.filter(({ disabled }) => !disabled).map(bare),
    ...(body ? { body: sentBody(body) } : {}),
    url: { raw: rawUrl(parts), ...parts },
  };
}

function sentBody(body: Body): Body {
  switch (body.mode) {
    case 'urlencoded':
      return { ...body, urlencoded: body.urlencoded.filter(({ disabled }) => !disabled).map(bare) };
    case 'formdata':
      return { ...body, formdata: body.formdata.filter(({ disabled }) => !disabled).map(bareField) };
    default:
      return body;
  }
}

function bareField({ description: _description, ...field }: FormField): FormField {
  return field;
}

function bare({ key, value }: KeyValue): KeyValue {
  return { key, value };
}
