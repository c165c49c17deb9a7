import { downloadPatiently } from '../io/download-patiently.ts';
import { shownUrl } from '../io/shown-url.ts';
import type { Limits, PullConfig } from '../model/config.ts';
import type { PullSource } from './pull-source.ts';

/** The modules that a server publishes, and those at addresses of their own. */
export function urlSource(pull: PullConfig, limits: Limits): PullSource {
  const addresses = new Map([
    ...(pull.from === undefined ? [] : pull.modules).map(
      (module) => [module, addressOf(module, pull.from ?? '')] as const,
    ),
    ...Object.entries(pull.urls),
  ]);
  return {
    modules: [...addresses].map(([module, address]) => ({ module, address })),
    read: async (address, known) => {
      const answer = await downloadPatiently(address, limits, known);
      if (answer.kind === 'refused')
        return { value: answer.absent ? 'absent' : undefined, diagnostics: [answer.reason] };
      if (answer.kind === 'unchanged') return { value: 'unchanged', diagnostics: [] };
      return { value: { base: address, ...answer.download }, diagnostics: [] };
    },
    resolve: (reference, base) => {
      const url = URL.canParse(reference, base) ? new URL(reference, base) : undefined;
      return url && url.origin === new URL(base).origin ? url.href : undefined;
    },
    recall: (shown, near) => {
      const [url, other] = [new URL(shown), new URL(near)];
      if (url.origin !== other.origin) return url.href;
      return Object.assign(url, { username: other.username, password: other.password }).href;
    },
    shown: shownUrl,
  };
}

function addressOf(module: string, from: string): string {
  return from.includes('{module}')
    ? from.replaceAll('{module}', module)
    : `${from.replace(/\/+$/, '')}/${module}/openapi.json`;
}
