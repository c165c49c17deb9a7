import { requestRule, withRequest } from '../rule.ts';

/** Every request goes to the environment's host, whatever the spec calls its servers. */
export const baseUrl = requestRule('base-url', (bundled, _bundle, { profile }) => {
  const { url } = bundled.item.request;
  return withRequest(bundled, { url: { ...url, host: [`{{${profile.baseUrl.variable}}}`] } });
});
