import { rawUrl as textOf } from '../../postman/raw-url.ts';
import { requestRule, withRequest } from '../rule.ts';

/** The URL's text, once all of its parts stand. */
export const rawUrl = requestRule('raw-url', (bundled) => {
  const { url } = bundled.item.request;
  const { raw: _raw, ...parts } = url;
  return withRequest(bundled, { url: { raw: textOf(parts), ...parts } });
});
