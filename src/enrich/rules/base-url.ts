import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Server } from '../../model/api.ts';
import { type Rule, withRequest } from '../rule.ts';

/** Every request goes to the environment's host, whatever the spec calls its servers; another host is told of. */
export const baseUrl: Rule = {
  id: 'base-url',
  apply: (bundle, { profile, baseUrls }) => {
    const { variable, value } = profile.baseUrl;
    const requests = bundle.requests.map((bundled) => {
      const { url } = bundled.item.request;
      return withRequest(bundled, { url: { ...url, host: [`{{${variable}}}`] } });
    });
    const { servers, file } = bundle.api;
    const stranger = value === undefined ? undefined : serverElsewhere(servers, [value, ...baseUrls]);
    return {
      value: { ...bundle, requests },
      diagnostics:
        stranger === undefined
          ? []
          : [
              diagnostic(
                'server-differs',
                { server: stranger.url, variable, baseUrl: value ?? '' },
                { file, pointer: stranger.pointer },
              ),
            ],
    };
  },
};

/** The spec's first server that says where it is, if no environment leads to any of them. */
function serverElsewhere(servers: readonly Server[], baseUrls: readonly string[]): Server | undefined {
  const known = new Set(baseUrls.map(hostOf));
  const absolute = servers.filter(({ url }) => hostOf(url) !== undefined);
  return absolute.some(({ url }) => known.has(hostOf(url))) ? undefined : absolute[0];
}

/** By its text: a variable without a default may still stand in it, which no URL parser takes. */
function hostOf(url: string): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1]?.toLowerCase();
}
